`default_nettype none

// A second leaky register, for the current (CUBA):
//
//   i_next = N(… N(leak(i) ± current1) ± current2 …);      i' = i_next where en_i
//   current = i_next, or i where USE is "previous"
//
// Its current is the one input of a lif_neuron. It goes on during the refractory time.
// current is combinational where USE is "updated"; i is registered.
module lif_synapse #(
    parameter [127:0]       RST           = "async",
    parameter               WIDTH         = 16,      // bits of i, 2 or more
    parameter [0:0]         SIGNED        = 1,
    parameter [WIDTH-1:0]   INITIAL       = 0,
    parameter               CURRENT_WIDTH = 12,      // bits of an input, signed
    parameter               INPUTS        = 1,
    parameter [INPUTS-1:0]  TAKEN_AWAY    = 0,
    parameter               VALUE_WIDTH   = 17,      // bits of leak_i, signed
    parameter               RANDOM_WIDTH  = 1,
    parameter [127:0]       LEAK          = "shift",
    parameter               TERMS         = 1,
    parameter [8*TERMS-1:0] SHIFTS        = 0,
    parameter               FRACTION      = 0,
    parameter [0:0]         PAST          = 0,
    parameter [127:0]       ROUNDING      = "floor",
    parameter [127:0]       OVERFLOW      = "sat",
    parameter [127:0]       USE           = "updated"
) (
    input  wire                            clk_i,
    input  wire                            rst_ni,
    input  wire                            en_i,
    input  wire [INPUTS*CURRENT_WIDTH-1:0] current_i,
    input  wire signed [VALUE_WIDTH-1:0]   leak_i,
    input  wire [RANDOM_WIDTH-1:0]         random_i,
    output wire [WIDTH-1:0]                i_o,
    output wire signed [WIDTH:0]           current_o,
    output wire                            saturated_o,
    output wire                            wrapped_o
);

    localparam LONGER = VALUE_WIDTH > CURRENT_WIDTH ? VALUE_WIDTH : CURRENT_WIDTH;
    localparam WIDE   = (LONGER > WIDTH ? LONGER : WIDTH + 1) + 2;

    wire signed [WIDE-1:0] i = {{(WIDE-WIDTH){SIGNED && i_o[WIDTH-1]}}, i_o};
    wire signed [WIDE-1:0] leaked, i_next;
    wire                   leak_saturated, leak_wrapped, sum_saturated, sum_wrapped;

    lif_leak #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .VALUE_WIDTH(VALUE_WIDTH),
        .RANDOM_WIDTH(RANDOM_WIDTH), .LEAK(LEAK), .TERMS(TERMS), .SHIFTS(SHIFTS),
        .FRACTION(FRACTION), .PAST(PAST), .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW)
    ) u_leak (
        .x_i(i), .rest_i({WIDE{1'b0}}), .leak_i(leak_i), .random_i(random_i), .x_o(leaked),
        .saturated_o(leak_saturated), .wrapped_o(leak_wrapped)
    );

    lif_integrate #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(CURRENT_WIDTH),
        .INPUTS(INPUTS), .TAKEN_AWAY(TAKEN_AWAY), .OVERFLOW(OVERFLOW)
    ) u_integrate (
        .x_i(leaked), .current_i(current_i), .x_o(i_next),
        .saturated_o(sum_saturated), .wrapped_o(sum_wrapped)
    );

    lif_register #(.WIDTH(WIDTH), .VALUE(INITIAL), .RST(RST)) u_i (
        .clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .d_i(i_next[WIDTH-1:0]), .q_o(i_o)
    );

    assign current_o   = USE == "previous" ? i[WIDTH:0] : i_next[WIDTH:0];
    assign saturated_o = leak_saturated || sum_saturated;
    assign wrapped_o   = leak_wrapped || sum_wrapped;

    wire unused = &{1'b0, i_next[WIDE-1:WIDTH+1]};

    generate
        if (USE != "updated" && USE != "previous") begin : gen_wrong
            no_such_use wrong();
        end
    endgenerate

endmodule

`default_nettype wire
