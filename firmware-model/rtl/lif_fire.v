`default_nettype none

// Whether the neuron fires; y is the running value, or the membrane before the step.
//
//   WHEN          spike                        NEGATIVE: spike_negative
//   >=  >  ==     y WHEN threshold             y <= negative, where there is no spike
//   bit           bit BIT of y
//
// Combinational. may_i is 0 where nothing fires: not enabled, or refractory.
module lif_fire #(
    parameter         WIDE     = 20,
    parameter [127:0] WHEN     = ">=",
    parameter         BIT      = 0,       // of the membrane
    parameter [0:0]   NEGATIVE = 0
) (
    input  wire                   may_i,
    input  wire signed [WIDE-1:0] y_i,
    input  wire signed [WIDE-1:0] threshold_i,
    input  wire signed [WIDE-1:0] negative_i,
    output wire                   spike_o,
    output wire                   spike_negative_o
);

    wire crossed = WHEN == ">=" ? y_i >= threshold_i
                 : WHEN == ">"  ? y_i >  threshold_i
                 : WHEN == "==" ? y_i == threshold_i
                 :                y_i[BIT];

    assign spike_o          = may_i && crossed;
    assign spike_negative_o = NEGATIVE && may_i && !crossed && y_i <= negative_i;

    generate
        if (WHEN != ">=" && WHEN != ">" && WHEN != "==" && WHEN != "bit") begin : gen_wrong
            no_such_when wrong();
        end
    endgenerate

endmodule

`default_nettype wire
