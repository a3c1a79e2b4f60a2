// Prints the values of hdl_table for all pairs of operands, one pair a clock: a line of names, then a line of
// hexadecimal words for each pair.
`default_nettype none

module hdl_table_tb (
    input wire clk
);
    reg [15:0] pair = 16'd0;

    hdl_table dut (.a(pair[15:8]), .b(pair[7:0]));

    initial
        $display(
            "%s %s",
            "r1_sum r2_sum r2_over r3_over r4_over r4_below r5_sum r6_shifted r7_shifted",
            "r8_extended r8_above r9_difference r9_shifted r10_seen r10_fire r10_stored");

    always @(posedge clk) begin
        $display(
            "%h %h %h %h %h %h %h %h %h %h %h %h %h %h %h %h",
            dut.r1_sum, dut.r2_sum, dut.r2_over, dut.r3_over, dut.r4_over, dut.r4_below,
            dut.r5_sum, dut.r6_shifted, dut.r7_shifted, dut.r8_extended, dut.r8_above,
            dut.r9_difference, dut.r9_shifted, dut.r10_seen, dut.r10_fire, dut.r10_stored);
        pair <= pair + 16'd1;
        if (pair == 16'hFFFF) $finish;
    end
endmodule
