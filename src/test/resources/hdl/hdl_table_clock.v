// The clock of hdl_table_tb in a simulator that has delays; in Verilator it is hdl_table_main.cpp.
`default_nettype none

module hdl_table_clock;
    reg clk = 1'b0;

    always #1 clk = !clk;

    hdl_table_tb bench (.clk(clk));
endmodule
