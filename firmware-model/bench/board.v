`default_nettype none
`timescale 1ns / 1ps

// A host for a board's top (macro TOP, with its pins as in boards/icebreaker.v) at 8 clocks a bit:
// sends the bytes of the file +items=, waits after each tick for the end of the step, and prints
// what comes back. ITEMS says how many bytes it has; NETLIST, that TOP has no parameters left.
module board;

    parameter ITEMS = 1;

    reg        clk = 0, valid = 0;
    wire       ready, to_board, from_board, received, framing_error, line_break, red_n, green_n;
    reg  [7:0] item [0:ITEMS-1];
    wire [7:0] got;
    reg        ended;
    integer    i, clocks;
    reg [8*256-1:0] name;

    always #5 clk = !clk;

    reg rst_n = 0;
    lif_uart_tx #(.DIVISOR(8)) u_tx (
        .clk_i(clk), .rst_ni(rst_n), .valid_i(valid), .ready_o(ready), .data_i(item[i]),
        .tx_o(to_board)
    );
    lif_uart_rx #(.DIVISOR(8)) u_rx (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(from_board), .valid_o(received), .data_o(got),
        .framing_error_o(framing_error), .break_o(line_break)
    );
`ifdef NETLIST
    `TOP dut (
`else
    `TOP #(.DIVISOR(8)) dut (
`endif
        .CLK(clk), .BTN_N(1'b1), .RX(to_board), .TX(from_board), .LEDR_N(red_n), .LEDG_N(green_n)
    );

    always @(negedge clk)
        if (received) begin
            $display("%h", got);
            if (got == 8'h80) ended = 1;
        end

    initial begin
        if (!$value$plusargs("items=%s", name)) $finish(0);
        $readmemh(name, item);
        ended = 0; i = 0;
        #22 rst_n = 1;
        #20000 ;
        for (i = 0; i < ITEMS; i = i + 1) begin
            @(negedge clk) valid = 1;
            while (!ready) @(negedge clk);
            @(negedge clk) valid = 0;
            if (item[i] == 8'h80) begin
                for (clocks = 0; !ended && clocks < 20000; clocks = clocks + 1) @(negedge clk);
                ended = 0;
            end
            while (!ready) @(negedge clk);
        end
        if (framing_error || !red_n) $display("wrong");
        $finish(0);
    end

endmodule

`default_nettype wire
