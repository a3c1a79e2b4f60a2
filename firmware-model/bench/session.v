`default_nettype none
`timescale 1ns / 1ps

// A session of test-vectors/link/v1 against the hardware, byte by byte: the file +session= has by
// turns `H count hex`, what the host sends, and `B count hex`, what the board must answer. Prints
// each answer that is another one, and how many steps the core made.
module session;

    parameter LITE = 0, BODY = 600, CREDITS = 4, STATE_BYTES = 2, CLOCKS = 1, CELLS = 1, MOST = 1400;

    reg         clk = 0, rst_n = 0, in_valid = 0, slow = 0;
    reg  [7:0]  in_data = 0;
    wire        out_valid, core_rst, step, done, spike, quiet;
    wire        out_ready = !slow;
    wire [7:0]  out_data;
    wire [31:0] row;
    wire [15:0] sum, v, w;
    wire [7:0]  space;
    wire [15:0] number;
    wire        write;
    wire [63:0] word;

    always #5 clk = !clk;

    toy u_toy (
        .clk_i(clk), .restart_i(core_rst), .rst_i(row[0] && !LITE), .en_i(step),
        .current_i(row[19:8]), .row_i(row[25:24]), .done_o(done), .spike_o(spike), .sum_o(sum),
        .v_o(v), .write_v_i(write && space == 8'd0), .write_w_i(write && space == 8'd1),
        .cell_i(number[1:0]), .data_i(word[15:0]), .data_o(w)
    );

    generate
        if (LITE) begin : gen
            lockspike_lite #(
                .LIMIT(100), .HASH(64'hd8844906e1a079f2), .IN_BYTES(4), .RST_BYTES(1),
                .OUT_BYTES(3)
            ) dut (
                .clk_i(clk), .rst_ni(rst_n), .in_valid_i(in_valid), .in_data_i(in_data),
                .out_valid_o(out_valid), .out_ready_i(out_ready), .out_data_o(out_data),
                .row_o(row), .core_rst_o(core_rst), .step_o(step), .done_i(done || core_rst),
                .row_i({sum, 7'd0, spike}), .quiet_o(quiet)
            );
            assign {write, space, number, word} = 0;
            wire idle = dut.state_q == 0 && !in_valid;
        end else begin : gen
            lockspike_full #(
                .BODY(BODY), .CREDITS(CREDITS), .LIMIT(100), .CLOCKS(CLOCKS), .READS(CELLS),
                .WRITES(CELLS),
                .BUILD(32'h20260001), .HASH(64'hd8844906e1a079f2), .IN_BYTES(4), .OUT_BYTES(3),
                .STATE_BYTES(STATE_BYTES), .INPUTS(3), .OUTPUTS(2),
                .PORTS({8'd1, 8'd140, 8'd2, 8'd1, 8'd144}), .NAME("toy")
            ) dut (
                .clk_i(clk), .rst_ni(rst_n),
                .salt_i(32'hB0070001 ^ {dut.u_boot.boots_q, dut.u_boot.clock_q}),
                .in_valid_i(in_valid), .in_data_i(in_data), .out_valid_o(out_valid),
                .out_ready_i(out_ready), .out_data_o(out_data), .row_o(row),
                .core_rst_o(core_rst), .step_o(step), .done_i(done || core_rst),
                .row_i({sum, 7'd0, spike}), .state_i(v[(STATE_BYTES>0?8*STATE_BYTES:8)-1:0]), .quiet_o(quiet),
                .cell_space_o(space), .cell_o(number),
                .cells_i(space == 0 ? STATE_BYTES : space == 1 ? 32'd4 : 32'd0),
                .cell_bytes_i(space == 0 ? 4'd1 : 4'd2),
                .cell_i(space == 0 ? {48'd0, v} >> {number[0], 3'd0} : {48'd0, w}),
                .cell_write_o(write), .cell_data_o(word)
            );
            wire idle = dut.u_session.state_q == 0 && !dut.waiting && !in_valid;
        end
    endgenerate

    reg [8*MOST-1:0] host, board, got;
    reg [7:0]        kind;
    reg [8*256-1:0]  name;
    integer          file, count, answered, heard, i, quiet_for, exchange, errors, steps;

    always @(negedge clk) begin
        slow = $random;
        #1 ;
        if (out_valid && out_ready) begin
            got   = {got[8*MOST-9:0], out_data};
            heard = heard + 1;
        end
        if (step && !core_rst && done) steps = steps + 1;
    end

    initial begin
        if (!$value$plusargs("session=%s", name)) $finish(0);
        file = $fopen(name, "r");
        exchange = 0; errors = 0; steps = 0;
        #22 rst_n = 1;
        while ($fscanf(file, "%c %d %h\n", kind, count, host) == 3) begin
            got = 0; heard = 0;
            for (i = count - 1; i >= 0; i = i - 1) begin
                @(posedge clk) #1 in_valid = 1;
                in_data = host[8*i +: 8];
                @(posedge clk) #1 in_valid = 0;
            end
            for (quiet_for = 0; quiet_for < 20; quiet_for = quiet_for + 1) begin
                @(posedge clk) #1 if (!gen.idle || out_valid) quiet_for = 0;
            end
            if ($fscanf(file, "%c %d %h\n", kind, answered, board) != 3) $display("no answer");
            if (heard != answered || got != board) begin
                errors = errors + 1;
                if (errors <= 5)
                    $display("exchange %0d: %0d bytes %0h, not %0d bytes %0h", exchange, heard, got,
                             answered, board);
            end
            exchange = exchange + 1;
        end
        $display("%0d exchanges, %0d steps, %0d errors", exchange, steps, errors);
        $finish(0);
    end

endmodule

`default_nettype wire
