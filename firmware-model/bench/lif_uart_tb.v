`default_nettype none
`timescale 1ns / 1ps

// Bytes from lif_uart_tx, on its own clock, to lif_uart_rx: in one go and with gaps. Glitches
// are laid on the line if GLITCHES is 1. Prints what was compared; every byte must arrive once.
module uart_pair #(
    parameter      DIVISOR  = 16,
    parameter real PERIOD   = 10.0,    // of the sender's clock; the receiver's is 10
    parameter      GLITCHES = 0,
    parameter      BYTES    = 400
) (
    output reg done
);

    reg  rx_clk = 0, tx_clk = 0, rst_n = 0, valid = 0, glitch = 0;
    reg  [7:0] data = 0;
    wire ready, line, received, framing_error, line_break;
    wire [7:0] got;

    always #(5.0)          rx_clk = !rx_clk;
    always #(PERIOD / 2.0) tx_clk = !tx_clk;

    lif_uart_tx #(.DIVISOR(DIVISOR)) u_tx (
        .clk_i(tx_clk), .rst_ni(rst_n), .valid_i(valid), .ready_o(ready), .data_i(data),
        .tx_o(line)
    );
    lif_uart_rx #(.DIVISOR(DIVISOR)) u_rx (
        .clk_i(rx_clk), .rst_ni(rst_n), .rx_i(line ^ glitch), .valid_o(received), .data_o(got),
        .framing_error_o(framing_error), .break_o(line_break)
    );

    reg [7:0] sent [0:BYTES-1];
    integer   to_send, seen, errors, gap_seed, glitch_seed, others;

    // One glitch a frame at most, shorter than a quarter of a bit.
    always @(negedge tx_clk)
        if (GLITCHES != 0 && !u_tx.ready_o && u_tx.bits_q == 5 && u_tx.clock_q == DIVISOR / 2) begin
            #($unsigned($random(glitch_seed)) % (DIVISOR * 4)) glitch = 1;
            #(DIVISOR * 2) glitch = 0;
        end

    initial begin
        done = 0; seen = 0; errors = 0; others = 0; gap_seed = 1; glitch_seed = 2;
        #100 rst_n = 1;
        #1000 ;
        for (to_send = 0; to_send < BYTES; to_send = to_send + 1) begin
            sent[to_send] = to_send < 256 ? to_send : $random(gap_seed);
            @(negedge tx_clk);
            data  = sent[to_send];
            valid = 1;
            while (!ready) @(negedge tx_clk);
            @(negedge tx_clk) valid = 0;
            if (to_send > BYTES / 2) repeat ($unsigned($random(gap_seed)) % 40) @(negedge tx_clk);
        end
        #(DIVISOR * 200.0);
        if (seen != BYTES) errors = errors + 1;
        $display("uart, divisor %0d, sender's period %0.2f of 10 ns, glitches %0d: %0d bytes, %0d errors",
                 DIVISOR, PERIOD, GLITCHES, seen, errors + others);
        done = 1;
    end

    always @(negedge rx_clk) begin
        if (received) begin
            if (got !== sent[seen]) errors = errors + 1;
            seen = seen + 1;
        end
        if (framing_error || line_break) others = others + 1;
    end

endmodule

// A line that is driven by hand: what is wrong on it is told apart.
module uart_wrong (
    output reg done
);

    localparam DIVISOR = 16;

    reg  clk = 0, rst_n = 0, line = 1;
    wire received, framing_error, line_break;
    wire [7:0] got;
    integer bytes, framings, breaks, errors, i;

    always #5 clk = !clk;

    lif_uart_rx #(.DIVISOR(DIVISOR)) u_rx (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(line), .valid_o(received), .data_o(got),
        .framing_error_o(framing_error), .break_o(line_break)
    );

    always @(negedge clk) begin
        if (received)      bytes    = bytes + 1;
        if (framing_error) framings = framings + 1;
        if (line_break)    breaks   = breaks + 1;
    end

    task send;      // start bit, 8 data bits, and a stop bit of this level
        input [7:0] data;
        input       stop;
        begin
            line = 0; #(DIVISOR * 10);
            for (i = 0; i < 8; i = i + 1) begin line = data[i]; #(DIVISOR * 10); end
            line = stop; #(DIVISOR * 10);
            line = 1;
        end
    endtask

    task expected;
        input integer b, f, k;
        begin
            #(DIVISOR * 30);
            if (bytes != b || framings != f || breaks != k) begin
                errors = errors + 1;
                $display("uart: %0d bytes, %0d framing errors, %0d breaks; expected %0d, %0d, %0d",
                         bytes, framings, breaks, b, f, k);
            end
        end
    endtask

    initial begin
        done = 0; bytes = 0; framings = 0; breaks = 0; errors = 0;
        #100 rst_n = 1; #200 ;
        send(8'h55, 1);             expected(1, 0, 0);
        send(8'h55, 0);             expected(1, 1, 0);
        send(8'hA3, 1);             expected(2, 1, 0);
        line = 0; #(DIVISOR * 300); expected(2, 1, 1);    // a break: once, however long
        line = 1;                   expected(2, 1, 1);
        send(8'h00, 1);             expected(3, 1, 1);
        line = 0; #(DIVISOR * 4);   line = 1;             // too short for a start bit
        expected(3, 1, 1);
        send(8'hFF, 1);             expected(4, 1, 1);
        $display("uart, wrong lines: 9 cases, %0d errors", errors);
        done = 1;
    end

endmodule

module lif_uart_tb;

    wire [8:0] done;

    uart_pair #(.DIVISOR(16))                                u_0 (.done(done[0]));
    uart_pair #(.DIVISOR(16),  .PERIOD(9.8))                 u_1 (.done(done[1]));
    uart_pair #(.DIVISOR(16),  .PERIOD(10.2))                u_2 (.done(done[2]));
    uart_pair #(.DIVISOR(104), .PERIOD(9.8))    u_3 (.done(done[3]));
    uart_pair #(.DIVISOR(104), .PERIOD(10.2))   u_4 (.done(done[4]));
    uart_pair #(.DIVISOR(8))                                 u_5 (.done(done[5]));
    uart_pair #(.DIVISOR(104), .GLITCHES(1))u_6 (.done(done[6]));
    uart_pair #(.DIVISOR(13),  .PERIOD(10.1))                u_7 (.done(done[7]));
    uart_wrong                                               u_8 (.done(done[8]));

    initial begin
        wait (&done);
        $finish(0);
    end

endmodule

`default_nettype wire
