`default_nettype none

// A threshold that spikes raise:
//
//   w' = N(w + jump) with a spike, leak(w) without one;      threshold = base + w
//
// threshold is combinational, for the threshold of a lif_neuron; spike_i is that neuron's
// fires_o. w is registered. There is no loop: threshold hangs on w alone.
module lif_adaptive #(
    parameter [127:0]       RST          = "async",
    parameter               WIDTH        = 16,      // bits of w, 2 or more
    parameter [0:0]         SIGNED       = 0,
    parameter [WIDTH-1:0]   INITIAL      = 0,
    parameter               VALUE_WIDTH  = 18,      // bits of base, jump, leak, threshold, signed
    parameter               RANDOM_WIDTH = 1,
    parameter [127:0]       LEAK         = "shift",
    parameter               TERMS        = 1,
    parameter [8*TERMS-1:0] SHIFTS       = 0,
    parameter               FRACTION     = 0,
    parameter [0:0]         PAST         = 0,
    parameter [127:0]       ROUNDING     = "floor",
    parameter [127:0]       OVERFLOW     = "sat"
) (
    input  wire                          clk_i,
    input  wire                          rst_ni,
    input  wire                          en_i,
    input  wire                          spike_i,
    input  wire signed [VALUE_WIDTH-1:0] base_i,
    input  wire signed [VALUE_WIDTH-1:0] jump_i,
    input  wire signed [VALUE_WIDTH-1:0] leak_i,
    input  wire [RANDOM_WIDTH-1:0]       random_i,
    output wire [WIDTH-1:0]              w_o,
    output wire signed [VALUE_WIDTH-1:0] threshold_o    // must fit: VALUE_WIDTH is chosen so
);

    localparam WIDE = (VALUE_WIDTH > WIDTH ? VALUE_WIDTH : WIDTH + 1) + 2;

    wire signed [WIDE-1:0] w    = {{(WIDE-WIDTH){SIGNED && w_o[WIDTH-1]}}, w_o};
    wire signed [WIDE-1:0] base = {{(WIDE-VALUE_WIDTH){base_i[VALUE_WIDTH-1]}}, base_i};
    wire signed [WIDE-1:0] threshold = base + w;
    wire signed [WIDE-1:0] leaked, raised;
    wire                   leak_saturated, leak_wrapped, raise_saturated, raise_wrapped;

    lif_leak #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .VALUE_WIDTH(VALUE_WIDTH),
        .RANDOM_WIDTH(RANDOM_WIDTH), .LEAK(LEAK), .TERMS(TERMS), .SHIFTS(SHIFTS),
        .FRACTION(FRACTION), .PAST(PAST), .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW)
    ) u_leak (
        .x_i(w), .rest_i({WIDE{1'b0}}), .leak_i(leak_i), .random_i(random_i), .x_o(leaked),
        .saturated_o(leak_saturated), .wrapped_o(leak_wrapped)
    );

    lif_integrate #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(VALUE_WIDTH),
        .OVERFLOW(OVERFLOW)
    ) u_raise (
        .x_i(w), .current_i(jump_i), .x_o(raised),
        .saturated_o(raise_saturated), .wrapped_o(raise_wrapped)
    );

    wire [WIDE-1:0] w_next = spike_i ? raised : leaked;

    lif_register #(.WIDTH(WIDTH), .VALUE(INITIAL), .RST(RST)) u_w (
        .clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .d_i(w_next[WIDTH-1:0]), .q_o(w_o)
    );

    assign threshold_o = threshold[VALUE_WIDTH-1:0];

    wire unused = &{1'b0, w_next[WIDE-1:WIDTH], threshold[WIDE-1:VALUE_WIDTH],
                    leak_saturated, leak_wrapped, raise_saturated, raise_wrapped};

endmodule

`default_nettype wire
