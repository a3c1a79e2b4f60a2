`default_nettype none

// The board link's lite profile, byte by byte: docs/protocol.md. One frame, one answer.
//
//   LISTEN --+--> RESTART --> SEND --> LISTEN     RESET with another nonce
//            +--> FIT --> ROWS --> SEND           STEP with the sequence that follows
//            +--> SEND                            the last one again: the answer kept
//            +--> LISTEN                          anything else
//
// An answer is kept as its rows; its head, and the answer to RESET, are made anew. Bytes that come
// while one is busy are lost, to the end of their frame: the host waits for the answer. A core that
// is not done in time answers no STEP until the next RESET.
module lockspike_lite #(
    parameter        LIMIT     = 1000000,
    parameter [63:0] HASH      = 64'd0,
    parameter [31:0] CLOCK_HZ  = 32'd12000000,
    parameter        IN_BYTES  = 2,              // of a row, rst included
    parameter        RST_BYTES = 0,              // 1: its first byte is rst, which no payload has
    parameter        OUT_BYTES = 1
) (
    input  wire                                 clk_i,
    input  wire                                 rst_ni,
    input  wire                                 in_valid_i,
    input  wire [7:0]                           in_data_i,
    output wire                                 out_valid_o,
    input  wire                                 out_ready_i,
    output wire [7:0]                           out_data_o,
    output wire [(IN_BYTES>0?8*IN_BYTES:8)-1:0] row_o,
    output wire                                 core_rst_o,
    output wire                                 step_o,
    input  wire                                 done_i,
    input  wire [8*OUT_BYTES-1:0]               row_i,
    output wire                                 quiet_o
);

    localparam [2:0] LISTEN = 3'd0, JUDGE = 3'd1, RESTART = 3'd2, FIT = 3'd3, ROWS = 3'd4,
                     SEND = 3'd5, SENDS = 3'd6;
    localparam [7:0] RESET = 8'h52, STEP = 8'h53, REPLY = 8'h41;
    localparam       PAYLOAD = IN_BYTES - RST_BYTES;
    localparam [6:0] BODY = 7'd64, HEAD = 7'd2;

    reg [2:0]  state_q;
    reg [7:0]  last_q;          // sequence
    reg [31:0] nonce_q;
    reg        ready_q;         // there was a RESET
    reg        stuck_q;
    reg        deaf_q;          // this frame has lost bytes
    reg [6:0]  length_q;        // of the answer kept

    // Hear.
    wire       listens = state_q == LISTEN;
    wire       heard   = in_valid_i && listens && (!deaf_q || in_data_i == 8'd0);
    wire       begins, byte_valid, ok, bad;
    wire [7:0] octet, body_data, kind, sequence_number;
    reg [6:0]  count_q;
    reg [47:0] field_q;
    wire [6:0] body_addr;

    lockspike_frame_rx #(.LIMIT(70)) u_hear (
        .clk_i(clk_i), .rst_ni(rst_ni), .in_valid_i(heard), .in_data_i(in_data_i),
        .begin_o(begins), .byte_valid_o(byte_valid), .byte_o(octet), .ok_o(ok), .bad_o(bad)
    );
    lif_memory #(.WIDTH(8), .ADDR_WIDTH(6)) u_body (
        .clk_i(clk_i), .read_en_i(1'b1), .read_addr_i(body_addr[5:0]), .read_data_o(body_data),
        .write_en_i(byte_valid && count_q < BODY), .write_addr_i(count_q[5:0]),
        .write_data_i(octet)
    );
    wire       frame = ok && count_q >= HEAD && count_q <= BODY;
    wire       next  = sequence_number == (last_q == 8'd255 ? 8'd1 : last_q + 8'd1);
    wire       same  = ready_q && field_q[47:16] == nonce_q;
    wire       reset = kind == RESET && sequence_number == 8'd0 && count_q == 7'd6;
    wire       step  = kind == STEP && ready_q && sequence_number != 8'd0;
    wire       again = step ? sequence_number == last_q : reset && same && last_q == 8'd0;
    wire       anew  = reset && !same;
    wire [6:0] bytes = count_q - HEAD;
    assign {sequence_number, kind} = field_q[15:0];

    lockspike_quiet #(.CLOCK_HZ(CLOCK_HZ)) u_quiet (
        .clk_i(clk_i), .rst_ni(rst_ni), .heard_i(frame && (kind == RESET || kind == STEP)), .quiet_o(quiet_o)
    );

    // Do. Where a row has no bytes, the payload is one byte: how many.
    wire        fit_busy, whole, rows_busy, late, write;
    wire [15:0] rows;
    wire [31:0] clocks;
    wire [6:0]  rows_end, write_addr;
    wire [7:0]  write_data;
    wire        fits = whole && rows != 16'd0
                    && (PAYLOAD > 0 || (bytes == 7'd1 && rows == {8'd0, field_q[23:16]}));

    lockspike_fit #(.IN_BYTES(PAYLOAD), .OUT_BYTES(OUT_BYTES)) u_fit (
        .clk_i(clk_i), .rst_ni(rst_ni), .start_i(state_q == JUDGE), .states_i(1'b0),
        .length_i(PAYLOAD > 0 ? {3'd0, bytes} : 10'd0), .room_i(10'd62),
        .most_i(PAYLOAD > 0 ? 16'hFFFF : {8'd0, field_q[23:16]}), .busy_o(fit_busy),
        .count_o(rows), .whole_o(whole)
    );
    lockspike_rows #(
        .IN_BYTES(IN_BYTES), .SKIP(RST_BYTES), .OUT_BYTES(OUT_BYTES), .UNIT(2), .LIMIT(LIMIT),
        .ADDR_WIDTH(7)
    ) u_rows (
        .clk_i(clk_i), .rst_ni(rst_ni), .restart_i(state_q == JUDGE && anew),
        .start_i(state_q == FIT && !fit_busy && fits), .count_i(rows), .states_i(1'b0),
        .from_i(HEAD), .to_i(HEAD), .busy_o(rows_busy), .late_o(late), .clocks_o(clocks),
        .end_o(rows_end), .body_addr_o(body_addr), .body_data_i(body_data), .write_en_o(write),
        .write_addr_o(write_addr), .write_data_o(write_data), .row_o(row_o),
        .core_rst_o(core_rst_o), .step_o(step_o), .done_i(done_i), .row_i(row_i), .state_i(8'd0)
    );

    // Answer.
    wire         sends;
    wire [6:0]   addr;
    wire [7:0]   kept;
    wire [143:0] hello = {HASH[63:0], 8'd64, OUT_BYTES[7:0], PAYLOAD[7:0], 8'd1, nonce_q, 8'd0,
                          REPLY};
    reg [7:0]    made_q;
    reg          kept_q;
    always @(posedge clk_i) begin
        made_q <= addr == 7'd1 ? last_q : hello[8*addr[4:0] +: 8];
        kept_q <= last_q != 8'd0 && addr >= HEAD;
    end

    lif_memory #(.WIDTH(8), .ADDR_WIDTH(6)) u_rows_kept (
        .clk_i(clk_i), .read_en_i(1'b1), .read_addr_i(addr[5:0]), .read_data_o(kept),
        .write_en_i(write), .write_addr_i(write_addr[5:0]), .write_data_i(write_data)
    );
    lockspike_frame_tx #(.ADDR_WIDTH(7)) u_say (
        .clk_i(clk_i), .rst_ni(rst_ni), .start_i(state_q == SEND),
        .length_i(last_q == 8'd0 ? 7'd18 : length_q), .busy_o(sends), .addr_o(addr),
        .data_i(kept_q ? kept : made_q), .out_valid_o(out_valid_o), .out_ready_i(out_ready_i),
        .out_data_o(out_data_o)
    );

    integer i;
    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            state_q  <= LISTEN;
            last_q   <= 8'd0;
            nonce_q  <= 32'd0;
            ready_q  <= 1'b0;
            stuck_q  <= 1'b0;
            deaf_q   <= 1'b0;
            length_q <= 7'd0;
            count_q  <= 7'd0;
            field_q  <= 48'd0;
        end else begin
            if (in_valid_i) deaf_q <= !listens || (deaf_q && in_data_i != 8'd0);
            if (begins) count_q <= 7'd0;
            else if (byte_valid && count_q <= BODY) begin
                count_q <= count_q + 7'd1;
                for (i = 0; i < 6; i = i + 1)
                    if (count_q == i[6:0]) field_q[8*i +: 8] <= octet;
            end
            case (state_q)
                LISTEN: if (frame) state_q <= JUDGE;
                JUDGE: state_q <= anew                     ? RESTART
                                : again                    ? SEND
                                : step && next && !stuck_q ? FIT
                                :                            LISTEN;
                RESTART: if (!rows_busy) begin
                    ready_q <= 1'b1;
                    nonce_q <= field_q[47:16];
                    last_q  <= 8'd0;
                    stuck_q <= late;
                    state_q <= SEND;
                end
                FIT: if (!fit_busy) state_q <= fits ? ROWS : LISTEN;
                ROWS: if (!rows_busy) begin
                    stuck_q <= late;
                    state_q <= late ? LISTEN : SEND;
                    if (!late) begin
                        last_q   <= sequence_number;
                        length_q <= rows_end;
                    end
                end
                SEND: state_q <= SENDS;
                default: if (!sends) state_q <= LISTEN;
            endcase
        end

    wire unused = &{1'b0, bad, clocks, body_addr[6], write_addr[6]};

endmodule

`default_nettype wire
