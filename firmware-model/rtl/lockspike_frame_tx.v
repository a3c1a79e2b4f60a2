`default_nettype none

// Sends a body as a frame of the board link:   00 | COBS(body) | CRC5 | 00
//
//   start_i, length_i --> [find the next zero] --> code, bytes … --> CRC5, 00
//                              |      ^
//                       addr_o v      | data_i, one clock later
//                          [ the body's memory ]
//
// COBS: a block is a code c and c - 1 bytes that are not 0; a code below 255 stands for a 0
// behind them, but for the last. CRC5: the CRC-32C of all that stands between the 00 and
// itself, 7 bits a byte, lowest first, each with bit 7 set; the last byte holds 4 bits.
//
// start_i counts where busy_o is 0. The body must stand still until busy_o is 0 again.
module lockspike_frame_tx #(
    parameter ADDR_WIDTH = 10
) (
    input  wire                  clk_i,
    input  wire                  rst_ni,
    input  wire                  start_i,
    input  wire [ADDR_WIDTH-1:0] length_i,     // bytes of the body
    output wire                  busy_o,
    output wire [ADDR_WIDTH-1:0] addr_o,
    input  wire [7:0]            data_i,
    output wire                  out_valid_o,
    input  wire                  out_ready_i,
    output wire [7:0]            out_data_o
);

    localparam [2:0] IDLE = 3'd0, OPEN = 3'd1, FIND = 3'd2, CODE = 3'd3, COPY = 3'd4,
                     CHECK = 3'd5, CLOSE = 3'd6;

    localparam       GROUPS = 5;
    localparam [2:0] LAST   = GROUPS - 1;

    localparam [ADDR_WIDTH-1:0] ONE  = 1;
    localparam [ADDR_WIDTH-1:0] ZERO = 0;

    reg [2:0]            state_q;
    reg [ADDR_WIDTH-1:0] begin_q;     // first byte of this block
    reg [ADDR_WIDTH-1:0] at_q;        // byte that is looked at, or sent
    reg [7:0]            code_q;      // of this block, so far
    reg                  fresh_q;     // data_i is the byte at_q
    reg [2:0]            group_q;

    wire        ends   = at_q == length_i;
    wire        full   = code_q == 8'd255;
    wire        found  = ends || full || (fresh_q && data_i == 8'd0);
    wire        sent   = out_valid_o && out_ready_i;
    wire        copied = code_q == 8'd1;                 // nothing is left of the block
    wire [7*GROUPS-1:0] check;

    lockspike_check u_check (
        .clk_i(clk_i), .rst_ni(rst_ni), .begin_i(state_q == IDLE),
        .next_i(sent && (state_q == CODE || state_q == COPY)), .byte_i(out_data_o),
        .check_o(check)
    );

    wire [6:0] group = check[7*group_q +: 7];

    assign busy_o      = state_q != IDLE;
    assign addr_o      = at_q;
    assign out_valid_o = state_q == OPEN || state_q == CODE || state_q == CHECK
                      || state_q == CLOSE || (state_q == COPY && fresh_q && !copied);
    assign out_data_o  = state_q == CODE  ? code_q
                       : state_q == COPY  ? data_i
                       : state_q == CHECK ? {1'b1, group}
                       :                    8'd0;

    // What the block was: full and without a zero, or the last one.
    reg full_q, last_q;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            state_q <= IDLE;
            begin_q <= ZERO;
            at_q    <= ZERO;
            code_q  <= 8'd1;
            fresh_q <= 1'b0;
            group_q <= 3'd0;
            full_q  <= 1'b0;
            last_q  <= 1'b0;
        end else begin
            case (state_q)
                IDLE: if (start_i) begin
                    state_q <= OPEN;
                    begin_q <= ZERO;
                    at_q    <= ZERO;
                    group_q <= 3'd0;
                end
                OPEN: if (sent) begin
                    state_q <= FIND;
                    code_q  <= 8'd1;
                    fresh_q <= 1'b0;
                end
                FIND: begin
                    fresh_q <= !fresh_q;
                    if (found) begin
                        state_q <= CODE;
                        full_q  <= full;
                        last_q  <= ends;
                        at_q    <= begin_q;
                        fresh_q <= 1'b0;
                    end else if (fresh_q) begin
                        code_q <= code_q + 8'd1;
                        at_q   <= at_q + ONE;
                    end
                end
                CODE: if (sent) state_q <= COPY;
                COPY: begin
                    fresh_q <= !sent;
                    if (sent) begin
                        code_q <= code_q - 8'd1;
                        at_q   <= at_q + ONE;
                    end
                    if (copied) begin
                        state_q <= last_q ? CHECK : FIND;
                        code_q  <= 8'd1;
                        fresh_q <= 1'b0;
                        begin_q <= full_q ? at_q : at_q + ONE;
                        at_q    <= full_q ? at_q : at_q + ONE;
                        if (full_q && at_q == length_i) state_q <= CHECK;
                    end
                end
                CHECK: if (sent) begin
                    group_q <= group_q + 3'd1;
                    if (group_q == LAST) state_q <= CLOSE;
                end
                default: if (sent) state_q <= IDLE;
            endcase
        end

endmodule

`default_nettype wire
