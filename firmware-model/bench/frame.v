`default_nettype none
`timescale 1ns / 1ps

// Frames of the board link: sends the bodies of +bodies= (length in two bytes, then the bytes) and
// then the bytes of +raw= as they are, and prints each byte on the line (t), each decoded byte
// (b), and what the receiver says of a frame (ok, bad). The line is slow at random.
module frame;

    parameter BODIES = 1, RAW = 1;

    reg        clk = 0, rst_n = 0, start = 0, out_ready = 0, raw_valid = 0;
    reg  [7:0] memory [0:1023];
    reg  [7:0] bodies [0:BODIES-1];
    reg  [7:0] raw [0:RAW-1];
    reg  [7:0] data, raw_data;
    reg  [9:0] length;
    wire       busy, out_valid, begins, byte_valid, ok, bad;
    wire [9:0] addr;
    wire [7:0] out_data, got;
    integer    at, i, seed;
    reg [8*256-1:0] name;

    always #5 clk = !clk;
    always @(posedge clk) data <= memory[addr];

    lockspike_frame_tx #(.ADDR_WIDTH(10)) u_tx (
        .clk_i(clk), .rst_ni(rst_n), .start_i(start), .length_i(length), .busy_o(busy),
        .addr_o(addr), .data_i(data), .out_valid_o(out_valid), .out_ready_i(out_ready),
        .out_data_o(out_data)
    );
    wire       line_valid = raw_valid || (out_valid && out_ready);
    wire [7:0] line       = raw_valid ? raw_data : out_data;
    lockspike_frame_rx u_rx (
        .clk_i(clk), .rst_ni(rst_n), .in_valid_i(line_valid), .in_data_i(line),
        .begin_o(begins), .byte_valid_o(byte_valid), .byte_o(got), .ok_o(ok), .bad_o(bad)
    );

    // Before each rising edge.
    always @(negedge clk) begin
        out_ready = $random(seed);
        #1 ;
        if (out_valid && out_ready) $display("t %h", out_data);
        if (begins)     $display("begin");
        if (byte_valid) $display("b %h", got);
        if (ok)         $display("ok");
        if (bad)        $display("bad");
    end

    initial begin
        seed = 1;
        if (!$value$plusargs("bodies=%s", name)) $finish(0);
        $readmemh(name, bodies);
        if (!$value$plusargs("raw=%s", name)) $finish(0);
        $readmemh(name, raw);
        #22 rst_n = 1;
        at = 0;
        while (at < BODIES) begin
            length = {bodies[at+1][1:0], bodies[at]};
            for (i = 0; i < length; i = i + 1) memory[i] = bodies[at+2+i];
            at = at + 2 + length;
            @(posedge clk) #1 start = 1;
            @(posedge clk) #1 start = 0;
            while (busy) @(posedge clk) #1 ;
        end
        for (i = 0; i < RAW; i = i + 1) begin
            @(posedge clk) #1 raw_valid = 1;
            raw_data = raw[i];
            if (i % 3 == 0) begin
                @(posedge clk) #1 raw_valid = 0;
            end
        end
        @(posedge clk) #1 raw_valid = 0;
        @(posedge clk) $finish(0);
    end

endmodule

`default_nettype wire
