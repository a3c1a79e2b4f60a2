`default_nettype none
`timescale 1ns / 1ps

// A session of test-vectors/link/v1 against the hardware, byte by byte: the file +session= has by
// turns `H count hex`, what the host sends, and `B count hex`, what the board must answer. Prints
// each answer that is another one, and how many steps the core made.
module session;

    parameter LITE = 0, BODY = 600, CREDITS = 4, STATE_BYTES = 2, CLOCKS = 1, CELLS = 1, MOST = 1400;

    reg         clk = 0, rst_n = 0, in_valid = 0, slow = 0;
    reg  [7:0]  in_data = 0;
    wire        out_valid, idle, stepped, reset;
    wire        out_ready = !slow;
    wire [7:0]  out_data;
    wire [31:0] row;

    always #5 clk = !clk;

    link_toy #(
        .LITE(LITE), .BODY(BODY), .CREDITS(CREDITS), .STATE_BYTES(STATE_BYTES), .CLOCKS(CLOCKS),
        .CELLS(CELLS)
    ) u_link (
        .clk_i(clk), .rst_ni(rst_n), .in_valid_i(in_valid), .in_data_i(in_data),
        .out_valid_o(out_valid), .out_ready_i(out_ready), .out_data_o(out_data), .idle_o(idle),
        .stepped_o(stepped), .reset_o(reset), .row_o(row)
    );

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
        if (stepped) steps = steps + 1;
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
                @(posedge clk) #1 if (!idle || out_valid) quiet_for = 0;
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
