// One value for each row of the table "How HDL intermediates are said" (docs/language.md), as Verilog has it.
// The names are those of hdl-table.yaml, which says the same in the spec language.
`default_nettype none

// Mixed widths and mixed signs are what this file is about.
/* verilator lint_off WIDTH */
/* verilator lint_off CMPCONST */

module hdl_table #(
    parameter integer THR = 200,
    parameter integer BELOW = -56
) (
    input  wire [7:0] a,
    input  wire [7:0] b
);
    // The same bits, signed; and a shift of 0 to 31.
    wire signed [7:0] u = a;
    wire signed [6:0] w = a[6:0];
    wire        [4:0] k = b[4:0];

    // Row 1: all operands have 8 bits, so has the sum.
    wire [7:0] r1_sum = (a >> 1) + b;

    // Row 2: nine bits on the left give the sum nine bits.
    wire [8:0] r2_sum = (a >> 1) + b;
    wire       r2_over = (a >> 1) + b >= 9'd200;

    // Row 3: the literal has 8 bits, so the sum loses its carry.
    wire r3_over = a + b > 8'hFF;

    // Row 4: an integer parameter has 32 bits; beside unsigned operands it is unsigned, also where it is negative.
    wire r4_over = a + b >= THR;
    wire r4_below = a + b >= BELOW;

    // Row 5: one unsigned operand makes all of them unsigned.
    wire [9:0] r5_sum = u - (u >>> 2) + b;

    // Row 6: the literal has 32 bits and is signed, so u is extended by its sign before it is shifted.
    wire signed [6:0] r6_shifted = (u >> k) + 0;

    // Row 7: seven bits on both sides; >> fills with zeros.
    wire signed [6:0] r7_shifted = w >> k;

    // Row 8: a zero in front keeps the bits from being a sign.
    wire signed [8:0] r8_extended = $signed({1'b0, u});
    wire              r8_above = $signed({1'b0, u}) > $signed(b);

    // Row 9: 32 bits and unsigned, because of the literal and of a and b.
    wire [31:0] r9_difference = a * 20 - b;
    wire [31:0] r9_shifted = (a * 20 - b) >> 3;

    // Row 10: one sum, clamped for the comparison and cut for the register.
    wire [8:0] r10_update = a + b;
    wire [7:0] r10_seen = r10_update[8] ? 8'hFF : r10_update[7:0];
    wire       r10_fire = r10_seen >= 8'd250;
    wire [7:0] r10_stored = r10_update[7:0];
endmodule
