`default_nettype none

// A signed neuron: a part of the membrane leaks by a shift, a current is added, and a
// spike takes the threshold away and keeps the rest.
// One step a clock. All is exact until the membrane is written: only there it clamps.
//
// The leak is (v * LOSS + ROUND) / 2^SHIFT, rounded towards minus infinity. LOSS = 1,
// ROUND = 0 is the leak of one shift, v - (v >>> SHIFT). The defaults leave 243/256 of
// the membrane, rounded to the nearest, a tie towards plus infinity.
//
// spike is combinational: it answers current and theta in the same clock, also while
// rst is asserted. v is registered: it answers one clock later.
// rst is asynchronous, active high; before the first rst the membrane is undefined.
module lif_shift #(
    parameter        WIDTH           = 16,    // bits of the membrane, 2 to 32
    parameter        CURRENT_WIDTH   = 12,    // bits of current, 1 to WIDTH
    parameter        THRESHOLD_WIDTH = 15,    // bits of theta, 1 to WIDTH
    parameter        SHIFT           = 8,     // bits of the leak's fraction, 1 to 16
    parameter [31:0] LOSS            = 13,    // what a step takes away, in 1/2^SHIFT, 0 to 2^SHIFT
    parameter [31:0] ROUND           = 127    // added before the shift, 0 to 2^SHIFT - 1
) (
    input  wire                            clk,
    input  wire                            rst,
    input  wire signed [CURRENT_WIDTH-1:0] current,
    input  wire [THRESHOLD_WIDTH-1:0]      theta,
    output wire                            spike,
    output reg  signed [WIDTH-1:0]         v
);

    localparam                   WIDE   = WIDTH + SHIFT + 1;
    localparam signed [WIDE-1:0] FACTOR = {{WIDTH{1'b0}}, LOSS[SHIFT:0]};
    localparam signed [WIDE-1:0] BIAS   = {{(WIDTH+1){1'b0}}, ROUND[SHIFT-1:0]};

    // Leak: dropping the fraction rounds towards minus infinity, whatever the sign.
    wire signed [WIDE-1:0] v_wide = {{(SHIFT+1){v[WIDTH-1]}}, v};
    wire signed [WIDE-1:0] part   = v_wide * FACTOR + BIAS;
    wire signed [WIDTH:0]  leak   = part[WIDE-1:SHIFT];
    wire signed [WIDTH:0]  v_leak = v_wide[WIDTH:0] - leak;

    // Integrate: one guard bit.
    wire signed [WIDTH:0] added = {{(WIDTH+1-CURRENT_WIDTH){current[CURRENT_WIDTH-1]}}, current};
    wire signed [WIDTH:0] v_sum = v_leak + added;

    // Fire: the threshold is unsigned, so a negative sum never reaches it. What is left
    // is clamped; the top two bits differ on overflow.
    wire signed [WIDTH:0]   wide_theta = {{(WIDTH+1-THRESHOLD_WIDTH){1'b0}}, theta};
    wire signed [WIDTH:0]   v_kept     = spike ? v_sum - wide_theta : v_sum;
    wire                    over       = v_kept[WIDTH] != v_kept[WIDTH-1];
    wire signed [WIDTH-1:0] v_next     = over ? {v_kept[WIDTH], {(WIDTH-1){!v_kept[WIDTH]}}}
                                              : v_kept[WIDTH-1:0];

    assign spike = v_sum >= wide_theta;

    always @(posedge clk or posedge rst)
        if (rst) v <= {WIDTH{1'b0}};
        else     v <= v_next;

    wire unused_fraction = &{1'b0, part[SHIFT-1:0]};

endmodule

`default_nettype wire
