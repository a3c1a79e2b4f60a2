`default_nettype none

// The board link's full profile, byte by byte: docs/protocol.md.
//
//   in --> [fifo] --> [receive] --> judge --+--> fit, rows <--> the core
//                        body                |      |
//                                            v      v
//   out <------------- [frame_tx] <--+-- answer    [replies: the last CREDITS of them]
//                                    +----------------+
//
// One frame after the other: heard, judged, done, answered. What comes meanwhile waits in the
// fifo, which is as deep as all frames that the host may have unanswered. So no reply is ever
// overwritten while it is sent, and no step runs beside another.
module lockspike_full #(
    parameter                 BODY        = 504,        // most bytes in a body: 64 to 600
    parameter                 CREDITS     = 4,          // 1, 2, 4, …: replies kept
    parameter                 UNIT        = 1,          // 1: a row is one clock of the core; 2: a step
    parameter                 LIMIT       = 1000000,    // clocks that a row may take
    parameter                 WARM        = 0,
    parameter                 CLOCKS      = 1,          // 1: says how many clocks rows took
    parameter                 READS       = 0,          // 1: READ of cells
    parameter                 WRITES      = 0,          // 1: WRITE of cells
    parameter [31:0]          BUILD       = 32'd0,
    parameter [63:0]          HASH        = 64'd0,          // of the spec's canonical form
    parameter [31:0]          NEURONS     = 32'd1,
    parameter [31:0]          CLOCK_HZ    = 32'd12000000,
    parameter                 IN_BYTES    = 2,          // of a row
    parameter                 OUT_BYTES   = 1,
    parameter                 STATE_BYTES = 0,          // 0: no rows of state, no digest
    parameter                 INPUTS      = 1,          // ports in a row
    parameter                 OUTPUTS     = 1,
    parameter [8*(INPUTS+OUTPUTS)-1:0] PORTS = {8'd12, 8'd1},   // bits, and 128 if signed
    parameter [255:0]         NAME        = "lif"
) (
    input  wire                                       clk_i,
    input  wire                                       rst_ni,
    input  wire [31:0]                                salt_i,
    input  wire                                       in_valid_i,
    input  wire [7:0]                                 in_data_i,
    output wire                                       out_valid_o,
    input  wire                                       out_ready_i,
    output wire [7:0]                                 out_data_o,
    output wire [(IN_BYTES>0?8*IN_BYTES:8)-1:0]       row_o,
    output wire                                       core_rst_o,
    output wire                                       step_o,
    input  wire                                       done_i,
    input  wire [8*OUT_BYTES-1:0]                     row_i,
    input  wire [(STATE_BYTES>0?8*STATE_BYTES:8)-1:0] state_i,
    output wire                                       quiet_o,
    output wire [7:0]                                 cell_space_o,     // lockspike_cells
    output wire [15:0]                                cell_o,
    input  wire [31:0]                                cells_i,
    input  wire [3:0]                                 cell_bytes_i,
    input  wire [63:0]                                cell_i,
    output wire                                       cell_write_o,
    output wire [63:0]                                cell_data_o
);

    function integer log2;      // rounded up
        input integer value;
        for (log2 = 0; (1 << log2) < value; log2 = log2 + 1) ;
    endfunction

    localparam       SLOT_WIDTH = log2(BODY);                 // of the address in a reply
    localparam       KEPT_WIDTH = SLOT_WIDTH + log2(CREDITS); // of the address in all of them
    localparam       DIGEST     = STATE_BYTES > 0 ? 1 : 0;
    localparam       ROOM       = BODY - 24 - 4 * DIGEST;     // for the rows of a reply
    localparam [3:0] HELLO_ACK = 4'd2, STEP_REPLY = 4'd4, READ_REPLY = 4'd6, WRITE_REPLY = 4'd8,
                     NAK = 4'd9, ERROR = 4'd10, PONG = 4'd12;
    localparam [SLOT_WIDTH-1:0] FIRST_IN = 20, FIRST_OUT = 24;

    // Hear.
    wire                  waiting, listens, judges, frame, lost;
    wire [7:0]            next, flags, body_data;
    wire [3:0]            kind;
    wire [15:0]           length, number;
    wire [31:0]           session, step, boot;
    wire [63:0]           first;
    wire [SLOT_WIDTH-1:0] body_addr;
    wire                  body_write;
    wire [7:0]            body_written;

    lockspike_fifo #(.ADDR_WIDTH(KEPT_WIDTH)) u_fifo (
        .clk_i(clk_i), .rst_ni(rst_ni), .in_valid_i(in_valid_i), .in_data_i(in_data_i),
        .lost_o(lost), .out_valid_o(waiting), .out_ready_i(listens), .out_data_o(next)
    );
    lockspike_receive #(.BODY(BODY[9:0]), .ADDR_WIDTH(SLOT_WIDTH)) u_receive (
        .clk_i(clk_i), .rst_ni(rst_ni), .in_valid_i(waiting && listens), .in_data_i(next),
        .frame_o(frame), .type_o(kind), .flags_o(flags), .length_o(length), .session_o(session),
        .sequence_o(number), .step_o(step), .first_o(first), .write_i(body_write),
        .data_i(body_written), .addr_i(body_addr), .data_o(body_data)
    );
    lockspike_boot u_boot (
        .clk_i(clk_i), .rst_ni(rst_ni), .heard_i(frame), .salt_i(salt_i), .boot_o(boot)
    );
    lockspike_quiet #(.CLOCK_HZ(CLOCK_HZ)) u_quiet (
        .clk_i(clk_i), .rst_ni(rst_ni), .heard_i(frame), .quiet_o(quiet_o)
    );

    // Judge.
    wire [3:0]  verdict;
    wire [2:0]  code, refusal;
    wire [31:0] detail, own_session, counter;
    wire [15:0] expected, replies;
    wire        stuck;

    lockspike_judge #(
        .STATES(DIGEST), .READS(READS), .WRITES(WRITES), .LIMIT(LIMIT)
    ) u_judge (
        .type_i(kind), .flags_i(flags), .length_i(length), .session_i(session),
        .sequence_i(number), .step_i(step), .versions_i(first[15:0]),
        .own_session_i(own_session), .expected_i(expected), .own_step_i(counter), .kept_i(replies),
        .stuck_i(stuck), .boot_i(boot), .verdict_o(verdict), .code_o(code), .detail_o(detail)
    );

    // Do.
    wire                  fit_busy, whole, rows_busy, rows_late, rows_write, restart, start;
    wire                  states = flags[4];
    wire [15:0]           rows;
    wire [31:0]           clocks;
    wire [SLOT_WIDTH-1:0] rows_end, rows_addr, rows_body, cells_body;
    wire [7:0]            rows_data;

    lockspike_fit #(
        .IN_BYTES(IN_BYTES), .OUT_BYTES(OUT_BYTES), .STATE_BYTES(STATE_BYTES)
    ) u_fit (
        .clk_i(clk_i), .rst_ni(rst_ni), .start_i(judges), .states_i(states),
        .length_i(length[9:0] - 10'd4), .room_i(ROOM[9:0]), .most_i(first[15:0]), .busy_o(fit_busy),
        .count_o(rows), .whole_o(whole)
    );
    lockspike_rows #(
        .IN_BYTES(IN_BYTES), .OUT_BYTES(OUT_BYTES), .STATE_BYTES(STATE_BYTES), .DIGEST(DIGEST),
        .UNIT(UNIT), .LIMIT(LIMIT), .ADDR_WIDTH(SLOT_WIDTH)
    ) u_rows (
        .clk_i(clk_i), .rst_ni(rst_ni), .restart_i(restart), .start_i(start), .count_i(rows),
        .states_i(states), .from_i(FIRST_IN), .to_i(FIRST_OUT), .busy_o(rows_busy),
        .late_o(rows_late), .clocks_o(clocks), .end_o(rows_end), .body_addr_o(rows_body),
        .body_data_i(body_data), .write_en_o(rows_write), .write_addr_o(rows_addr),
        .write_data_o(rows_data), .row_o(row_o), .core_rst_o(core_rst_o), .step_o(step_o),
        .done_i(done_i), .row_i(row_i), .state_i(state_i)
    );

    wire        cells, cells_busy;
    wire        writes = kind[1];          // WRITE, not READ
    wire [2:0]  cells_code;
    wire [15:0] cells_long;

    generate
        if (READS != 0 || WRITES != 0) begin : gen_cells
            lockspike_cells #(.BODY(BODY), .ADDR_WIDTH(SLOT_WIDTH)) u_cells (
                .clk_i(clk_i), .rst_ni(rst_ni), .start_i(cells), .writes_i(writes),
                .length_i(length), .space_i(first[7:0]), .count_i(first[31:16]),
                .first_i(first[63:32]), .busy_o(cells_busy), .code_o(cells_code),
                .long_o(cells_long), .body_addr_o(cells_body), .body_data_i(body_data),
                .body_write_o(body_write), .body_data_o(body_written),
                .cell_space_o(cell_space_o), .cell_o(cell_o), .cells_i(cells_i),
                .cell_bytes_i(cell_bytes_i), .cell_i(cell_i), .cell_write_o(cell_write_o),
                .cell_data_o(cell_data_o)
            );
        end else begin : gen_no_cells
            assign {cells_busy, cells_code, cells_long, cells_body, body_write, body_written} = 0;
            assign {cell_space_o, cell_o, cell_write_o, cell_data_o} = 0;
            wire unused_cells = &{1'b0, cells, cells_i, cell_bytes_i, cell_i, first[63:32]};
        end
    endgenerate

    wire        send, sends, looks, heads, again;
    wire [4:0]  at;
    wire [3:0]  said;
    wire [9:0]  kept_length;
    wire [31:0] why;
    wire [7:0]  answer, reply;

    lockspike_session #(.CREDITS(CREDITS[15:0]), .LIMIT(LIMIT)) u_session (
        .clk_i(clk_i), .rst_ni(rst_ni), .frame_i(frame), .new_session_i(session), .step_i(step),
        .length_i(length), .verdict_i(verdict), .code_i(code), .detail_i(detail),
        .fit_busy_i(fit_busy), .fit_i(whole && rows != 16'd0 && rows == first[15:0]),
        .count_i(rows), .rows_busy_i(rows_busy), .rows_late_i(rows_late), .writes_i(writes),
        .first_i(first[63:32]), .cells_busy_i(cells_busy), .cells_code_i(cells_code),
        .rows_end_i({{(10-SLOT_WIDTH){1'b0}}, rows_end}), .reply_i(reply), .sends_i(sends),
        .listens_o(listens), .judges_o(judges), .restart_o(restart), .start_o(start),
        .cells_o(cells), .send_o(send), .looks_o(looks), .heads_o(heads), .byte_o(at), .type_o(said), .kept_o(again),
        .reply_length_o(kept_length), .code_o(refusal), .detail_o(why), .session_o(own_session),
        .counter_o(counter), .expected_o(expected), .replies_o(replies), .stuck_o(stuck)
    );

    // Answer.
    wire [9:0]  sent;
    wire [9:0]  addr    = looks || heads ? {5'd0, at} : sent;
    wire [15:0] says;
    wire [15:0] long    = said == STEP_REPLY ? {{(16-SLOT_WIDTH){1'b0}}, rows_end} - 16'd16
                        : said == HELLO_ACK  ? says
                        : said == PONG       ? 16'd4
                        : said == READ_REPLY ? cells_long
                        :                      16'd8;
    wire [63:0] payload = said == STEP_REPLY ? {CLOCKS != 0 ? clocks : 32'd0, 16'd0, rows}
                        : said == ERROR      ? {why, 29'd0, refusal}
                        : said == READ_REPLY || said == WRITE_REPLY ? first
                        :                      {counter, 16'd0, expected};

    lockspike_answer #(
        .CREDITS(CREDITS), .BODY(BODY), .UNIT(UNIT), .WARM(WARM), .DIGEST(DIGEST),
        .CLOCKS(CLOCKS), .READS(READS), .WRITES(WRITES), .BUILD(BUILD),
        .HASH(HASH), .NEURONS(NEURONS), .CLOCK_HZ(CLOCK_HZ), .IN_BYTES(IN_BYTES),
        .OUT_BYTES(OUT_BYTES), .STATE_BYTES(STATE_BYTES), .INPUTS(INPUTS), .OUTPUTS(OUTPUTS),
        .PORTS(PORTS), .NAME(NAME)
    ) u_answer (
        .clk_i(clk_i), .addr_i(addr), .data_o(answer), .hello_length_o(says), .type_i(said),
        .flags_i({2'b00, said == STEP_REPLY && DIGEST != 0, said == STEP_REPLY && states, 4'd0}), .length_i(long),
        .session_i(own_session), .sequence_i(said == HELLO_ACK || said == NAK ? 16'd0 : number),
        .step_i(counter), .payload_i(payload), .boot_i(boot)
    );

    // The replies kept: that to a sequence stands in slot sequence modulo W.
    wire [31:0]           slot     = {16'd0, number & (CREDITS[15:0] - 16'd1)} << SLOT_WIDTH;
    wire [4:0]            behind   = at - 5'd1;
    wire [SLOT_WIDTH-1:0] written  = heads ? {{(SLOT_WIDTH-5){1'b0}}, behind} : rows_addr;
    wire [31:0]           read_at  = slot | {22'd0, addr};
    wire [31:0]           write_at = slot | {{(32-SLOT_WIDTH){1'b0}}, written};

    lif_memory #(.WIDTH(8), .ADDR_WIDTH(KEPT_WIDTH)) u_replies (
        .clk_i(clk_i), .read_en_i(1'b1), .read_addr_i(read_at[KEPT_WIDTH-1:0]),
        .read_data_o(reply), .write_en_i(heads ? at != 5'd0 : rows_write),
        .write_addr_i(write_at[KEPT_WIDTH-1:0]), .write_data_i(heads ? answer : rows_data)
    );
    // The cells of a READ_REPLY stand in the body.
    reg  celled_q;
    always @(posedge clk_i) celled_q <= said == READ_REPLY && sent >= 10'd24;
    assign body_addr = rows_busy ? rows_body : cells_busy ? cells_body : sent[SLOT_WIDTH-1:0];

    lockspike_frame_tx #(.ADDR_WIDTH(10)) u_frame (
        .clk_i(clk_i), .rst_ni(rst_ni), .start_i(send),
        .length_i(again ? kept_length : long[9:0] + 10'd16), .busy_o(sends), .addr_o(sent),
        .data_i(again ? reply : celled_q ? body_data : answer), .out_valid_o(out_valid_o), .out_ready_i(out_ready_i),
        .out_data_o(out_data_o)
    );

    wire unused = &{1'b0, lost, first[15:8], read_at[31:KEPT_WIDTH],
                    write_at[31:KEPT_WIDTH]};

endmodule

`default_nettype wire
