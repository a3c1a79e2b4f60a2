// Records neuron.v: iverilog -o bench bench.v neuron.v && ./bench   writes trace.vcd
`default_nettype none
`timescale 1ns / 1ns

module bench;
    reg        clk = 1'b0;
    reg        rst_n = 1'b0;
    reg  [7:0] current = 8'd0;
    wire       spike;

    neuron dut (.clk(clk), .rst_n(rst_n), .current(current), .spike(spike));

    always #5 clk = !clk;

    integer i;
    initial begin
        $dumpfile("trace.vcd");
        $dumpvars(0, bench);
        repeat (2) @(posedge clk);
        #1 rst_n = 1'b1;
        for (i = 0; i < 60; i = i + 1) begin
            @(posedge clk);
            #1 current = 100 + i % 8;
        end
        $finish;
    end
endmodule
