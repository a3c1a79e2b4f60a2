`default_nettype none

// What a board of the full profile remembers, and what it does with one frame after the other.
//
//   LISTEN --frame--> JUDGE --+--> SEND --> SENDS --> LISTEN          ERROR, PONG, HELLO_ACK
//                             +--> RESTART --> SEND                   a new session
//                             +--> FIT --> ROWS --> HEAD --> DONE --> SEND    a STEP, kept
//                             +--> CELLS --> HEAD --> DONE --> SEND           a WRITE, kept
//                             +--> CELLS --> SEND                             READ
//                             +--> LOOK --> SEND, or NAK              an old one, or none
//
// A step counts, and the sequence goes on, in DONE alone: with the whole reply kept.
module lockspike_session #(
    parameter [15:0] CREDITS = 4,         // W, the replies that are kept
    parameter [31:0] LIMIT   = 1000000    // clocks, for ERROR 7
) (
    input  wire        clk_i,
    input  wire        rst_ni,
    input  wire        frame_i,
    input  wire [31:0] new_session_i,
    input  wire [31:0] step_i,
    input  wire [15:0] length_i,
    input  wire [3:0]  verdict_i,     // of lockspike_judge
    input  wire [2:0]  code_i,
    input  wire [31:0] detail_i,
    input  wire        fit_busy_i,    // of lockspike_fit
    input  wire        fit_i,
    input  wire [15:0] count_i,
    input  wire        rows_busy_i,   // of lockspike_rows
    input  wire        rows_late_i,
    input  wire [9:0]  rows_end_i,
    input  wire        writes_i,      // READ or WRITE: it is a WRITE
    input  wire [31:0] first_i,
    input  wire        cells_busy_i,  // of lockspike_cells
    input  wire [2:0]  cells_code_i,
    input  wire [7:0]  reply_i,       // LOOK: byte byte_o - 1 of the reply kept
    input  wire        sends_i,       // the sender is at it
    output wire        listens_o,
    output wire        judges_o,
    output wire        restart_o,     // starts of the units, for one clock
    output wire        start_o,
    output wire        cells_o,
    output wire        send_o,
    output wire        looks_o,       // bytes 0 to 15 of the kept reply are wanted, one a clock
    output wire        heads_o,       // bytes 0 to 23 of the new one are written, one clock behind
    output wire [4:0]  byte_o,
    output wire [3:0]  type_o,        // of the answer that is made
    output wire        kept_o,        // the answer is a reply that is kept, of reply_length_o bytes
    output wire [9:0]  reply_length_o,
    output wire [2:0]  code_o,
    output wire [31:0] detail_o,
    output wire [31:0] session_o,     // 0: none
    output wire [31:0] counter_o,     // steps done
    output wire [15:0] expected_o,    // sequence
    output wire [15:0] replies_o,     // kept, at most W
    output wire        stuck_o
);

    localparam [3:0] LISTEN = 4'd0, JUDGE = 4'd1, RESTART = 4'd2, FIT = 4'd3, ROWS = 4'd4,
                     HEAD = 4'd5, DONE = 4'd6, LOOK = 4'd7, NAK = 4'd8, SEND = 4'd9,
                     SENDS = 4'd10, CELLS = 4'd11;
    localparam [3:0] V_NONE = 4'd0, V_HELLO = 4'd2, V_BEGIN = 4'd3, V_PONG = 4'd4, V_STEP = 4'd5,
                     V_KEPT = 4'd6, V_NAK = 4'd7, V_CELLS = 4'd8;
    localparam [3:0] T_ACK = 4'd2, T_STEP = 4'd4, T_READ = 4'd6, T_WRITE = 4'd8, T_NAK = 4'd9,
                     T_ERROR = 4'd10, T_PONG = 4'd12;

    reg [3:0]  state_q, type_q;
    reg [4:0]  byte_q;
    reg [9:0]  reply_length_q;
    reg [2:0]  code_q;
    reg [31:0] detail_q, session_q, counter_q;
    reg [15:0] expected_q, kept_q;
    reg        naked_q, stuck_q, same_q, again_q;

    // LOOK: bytes 12 to 15 are compared with the step.
    wire [1:0] of_step = byte_q[1:0] - 2'd1;
    wire       same    = reply_i == step_i[8*of_step +: 8];

    assign listens_o      = state_q == LISTEN;
    assign judges_o       = state_q == JUDGE;
    assign restart_o      = state_q == JUDGE && verdict_i == V_BEGIN;
    assign start_o        = state_q == FIT && !fit_busy_i && fit_i;
    assign cells_o        = state_q == JUDGE && verdict_i == V_CELLS;
    assign send_o         = state_q == SEND;
    assign looks_o        = state_q == LOOK;
    assign heads_o        = state_q == HEAD;
    assign byte_o         = byte_q;
    assign type_o         = type_q;
    assign reply_length_o = reply_length_q;
    assign code_o         = code_q;
    assign detail_o       = detail_q;
    assign session_o      = session_q;
    assign counter_o      = counter_q;
    assign expected_o     = expected_q;
    assign replies_o      = kept_q;
    assign kept_o         = again_q;
    assign stuck_o        = stuck_q;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            state_q        <= LISTEN;
            type_q         <= 4'd0;
            byte_q         <= 5'd0;
            reply_length_q <= 10'd0;
            code_q         <= 3'd0;
            detail_q       <= 32'd0;
            session_q      <= 32'd0;
            counter_q      <= 32'd0;
            expected_q     <= 16'd0;
            kept_q         <= 16'd0;
            naked_q        <= 1'b0;
            stuck_q        <= 1'b0;
            same_q         <= 1'b0;
            again_q        <= 1'b0;
        end else begin
            byte_q <= looks_o || heads_o ? byte_q + 5'd1 : 5'd0;
            case (state_q)
                LISTEN: if (frame_i) state_q <= JUDGE;
                JUDGE: begin
                    same_q   <= 1'b1;
                    again_q  <= 1'b0;
                    code_q   <= code_i;
                    detail_q <= detail_i;
                    type_q   <= verdict_i == V_HELLO ? T_ACK
                              : verdict_i == V_PONG  ? T_PONG
                              :                        T_ERROR;
                    state_q  <= verdict_i == V_NONE  ? LISTEN
                              : verdict_i == V_BEGIN ? RESTART
                              : verdict_i == V_STEP  ? FIT
                              : verdict_i == V_KEPT  ? LOOK
                              : verdict_i == V_NAK   ? NAK
                              : verdict_i == V_CELLS ? CELLS
                              :                        SEND;
                end
                RESTART: if (!rows_busy_i) begin
                    session_q      <= new_session_i;
                    counter_q      <= 32'd0;
                    expected_q     <= 16'd0;
                    kept_q         <= 16'd0;
                    naked_q        <= 1'b0;
                    stuck_q        <= rows_late_i;
                    type_q         <= T_ACK;
                    state_q        <= SEND;
                end
                FIT: if (!fit_busy_i) begin
                    code_q   <= 3'd5;
                    detail_q <= {16'd0, length_i};
                    state_q  <= fit_i ? ROWS : SEND;
                end
                ROWS: if (!rows_busy_i) begin
                    code_q   <= 3'd7;
                    detail_q <= LIMIT;
                    type_q   <= rows_late_i ? T_ERROR : T_STEP;
                    stuck_q  <= rows_late_i;
                    state_q  <= rows_late_i ? SEND : HEAD;
                end
                CELLS: if (!cells_busy_i) begin
                    code_q   <= cells_code_i;
                    detail_q <= cells_code_i == 3'd6 ? first_i : {16'd0, length_i};
                    if (cells_code_i == 3'd0) type_q <= writes_i ? T_WRITE : T_READ;
                    state_q  <= cells_code_i == 3'd0 && writes_i ? HEAD : SEND;
                end
                HEAD: if (byte_q == 5'd24) state_q <= DONE;
                DONE: begin
                    expected_q     <= expected_q + 16'd1;
                    counter_q      <= counter_q + (type_q == T_STEP ? {16'd0, count_i} : 32'd0);
                    kept_q         <= kept_q == CREDITS ? kept_q : kept_q + 16'd1;
                    naked_q        <= 1'b0;
                    again_q        <= 1'b1;
                    reply_length_q <= type_q == T_STEP ? rows_end_i : 10'd24;
                    state_q        <= SEND;
                end
                LOOK: begin
                    if (byte_q == 5'd3) reply_length_q[7:0] <= reply_i;
                    if (byte_q == 5'd4)
                        reply_length_q <= {reply_i[1:0], reply_length_q[7:0]} + 10'd16;
                    if (byte_q >= 5'd13 && !same) same_q <= 1'b0;
                    if (byte_q == 5'd16) begin
                        if (same_q && same) begin
                            naked_q <= 1'b0;
                            again_q <= 1'b1;
                            state_q <= SEND;
                        end else state_q <= NAK;
                    end
                end
                NAK: begin
                    naked_q <= 1'b1;
                    type_q  <= T_NAK;
                    state_q <= naked_q ? LISTEN : SEND;
                end
                SEND: state_q <= SENDS;
                default: if (!sends_i) state_q <= LISTEN;
            endcase
        end

endmodule

`default_nettype wire
