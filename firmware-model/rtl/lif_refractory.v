`default_nettype none

// The steps after a spike in which nothing fires, as a count that a spike loads.
//
//   waiting = count != 0;      count' = a spike ? LOADED : max(count - 1, 0)
//   LOADED  = STEPS, or STEPS - 1 where the spike's own step is COUNTED "with" them
//
// Combinational: the count is a register of the neuron or a field of a core's memory.
module lif_refractory #(
    parameter         COUNT_WIDTH = 4,         // 2^COUNT_WIDTH > LOADED
    parameter [31:0]  STEPS       = 0,
    parameter [127:0] COUNTED     = "after"
) (
    input  wire [COUNT_WIDTH-1:0] count_i,
    input  wire                   fires_i,
    output wire                   waiting_o,
    output wire [COUNT_WIDTH-1:0] count_o
);

    localparam [0:0]  WITH   = COUNTED == "with";
    localparam [31:0] LOADED = WITH && STEPS != 0 ? STEPS - 1 : STEPS;
    localparam [0:0]  NEVER  = LOADED == 0;

    localparam [COUNT_WIDTH-1:0] ZERO = 0;
    localparam [COUNT_WIDTH-1:0] ONE  = 1;

    assign waiting_o = !NEVER && count_i != ZERO;
    assign count_o   = NEVER     ? ZERO
                     : fires_i   ? LOADED[COUNT_WIDTH-1:0]
                     : waiting_o ? count_i - ONE
                     :             ZERO;

    generate
        if (LOADED >> COUNT_WIDTH != 0) begin : gen_narrow
            count_width_is_too_small wrong();
        end
        if (COUNTED != "after" && COUNTED != "with") begin : gen_wrong
            no_such_counted wrong();
        end
    endgenerate

endmodule

`default_nettype wire
