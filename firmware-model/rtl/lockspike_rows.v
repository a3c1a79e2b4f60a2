`default_nettype none

// Steps the core: row by row out of the memory of a body, into the memory of a reply.
//
//   body --> [row] --row_o, step_o--> core --done_i, row_i, state_i--> [out] --> reply
//
//   clock  | …    t      …       d      d+1    d+2     …
//   row_o  | X====================================
//   step_o |      1                                     once, one clock
//   done_i |      -      0       1                      looked at from t on; d may be t
//   taken  |                     row_i         state_i
//
// The core's step is the rising edge at the end of clock d for a core that has an enable. A core
// that is not done LIMIT clocks after t is given up: late_o.
module lockspike_rows #(
    parameter IN_BYTES    = 2,          // of a row, rst included
    parameter SKIP        = 0,          // first bytes of a row that the payload leaves out; they are 0
    parameter OUT_BYTES   = 1,
    parameter STATE_BYTES = 0,          // 0: there is no row of state
    parameter DIGEST      = 0,          // 1: ends with the CRC-32C of the last row of state
    parameter UNIT        = 1,          // 1: a row is one clock of the core; 2: a step of many
    parameter LIMIT       = 1000000,
    parameter ADDR_WIDTH  = 9
) (
    input  wire                                        clk_i,
    input  wire                                        rst_ni,
    input  wire                                        restart_i,       // starts the core anew
    input  wire                                        start_i,         // does count_i rows
    input  wire [15:0]                                 count_i,
    input  wire                                        states_i,        // each row with its state
    input  wire [ADDR_WIDTH-1:0]                       from_i,          // first row in the body
    input  wire [ADDR_WIDTH-1:0]                       to_i,            // and in the reply
    output wire                                        busy_o,
    output wire                                        late_o,          // until the next start
    output wire [31:0]                                 clocks_o,
    output wire [ADDR_WIDTH-1:0]                       end_o,           // behind the last byte written
    output wire [ADDR_WIDTH-1:0]                       body_addr_o,
    input  wire [7:0]                                  body_data_i,
    output wire                                        write_en_o,
    output wire [ADDR_WIDTH-1:0]                       write_addr_o,
    output wire [7:0]                                  write_data_o,
    output wire [(IN_BYTES>0?8*IN_BYTES:8)-1:0]        row_o,
    output wire                                        core_rst_o,
    output wire                                        step_o,
    input  wire                                        done_i,
    input  wire [8*OUT_BYTES-1:0]                      row_i,
    input  wire [(STATE_BYTES>0?8*STATE_BYTES:8)-1:0]  state_i
);

    localparam [2:0] IDLE = 3'd0, LOAD = 3'd1, STEP = 3'd2, WAIT = 3'd3, SETTLE = 3'd4,
                     TAKE = 3'd5, GIVE = 3'd6, CHECK = 3'd7;

    localparam              ROW    = IN_BYTES > 0 ? 8 * IN_BYTES : 8;
    localparam              STATE  = STATE_BYTES > 0 ? 8 * STATE_BYTES : 8;
    localparam              OUT    = 8 * OUT_BYTES;
    localparam              LOADED = IN_BYTES - SKIP;
    localparam              GIVEN  = OUT_BYTES + STATE_BYTES;
    localparam [31:0]       LAST   = LIMIT;
    localparam [ADDR_WIDTH-1:0] ONE = 1;

    reg [2:0]            phase_q;
    reg [15:0]           rows_q;       // still to do
    reg [9:0]            byte_q;       // of this row
    reg [ADDR_WIDTH-1:0] from_q, to_q;
    reg [ROW-1:0]        stage_q, row_q;
    reg [STATE+OUT-1:0]  out_q;        // the next byte to write lowest
    reg [31:0]           clocks_q, waited_q, crc_q;
    reg                  core_rst_q, late_q;

    wire        last_row = rows_q == 16'd1;
    wire        given    = byte_q + 10'd1 == GIVEN[9:0];
    wire        is_state = byte_q >= OUT_BYTES[9:0];
    // The row comes whole to the core: no bit of another port passes by an asynchronous rst.
    wire [ROW+7:0] staged = {body_data_i, stage_q};
    wire [ROW-1:0] stage  = byte_q == 10'd0 ? {ROW{1'b0}} : staged[ROW+7:8];
    wire [31:0]    crc_next;
    lockspike_crc32c u_crc (.crc_i(crc_q), .byte_i(out_q[7:0]), .crc_o(crc_next));

    assign busy_o       = phase_q != IDLE;
    assign late_o       = late_q;
    assign clocks_o     = clocks_q;
    assign end_o        = to_q;
    assign body_addr_o  = from_q;
    assign write_en_o   = (phase_q == GIVE && (!is_state || states_i)) || phase_q == CHECK;
    assign write_addr_o = to_q;
    assign write_data_o = phase_q == CHECK ? ~crc_q[7:0] : out_q[7:0];
    assign row_o        = row_q;
    assign core_rst_o   = core_rst_q;
    assign step_o       = phase_q == STEP;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            phase_q    <= IDLE;
            rows_q     <= 16'd0;
            byte_q     <= 10'd0;
            from_q     <= {ADDR_WIDTH{1'b0}};
            to_q       <= {ADDR_WIDTH{1'b0}};
            stage_q    <= {ROW{1'b0}};
            row_q      <= {ROW{1'b0}};
            out_q      <= {(STATE+OUT){1'b0}};
            clocks_q   <= 32'd0;
            waited_q   <= 32'd0;
            crc_q      <= 32'd0;
            core_rst_q <= 1'b0;
            late_q     <= 1'b0;
        end else begin
            if (write_en_o) to_q <= to_q + ONE;
            case (phase_q)
                IDLE: begin
                    byte_q <= 10'd0;
                    if (restart_i || start_i) begin
                        phase_q    <= restart_i ? STEP : LOAD;
                        core_rst_q <= restart_i;
                        if (restart_i) row_q <= {ROW{1'b0}};
                        rows_q     <= restart_i ? 16'd1 : count_i;
                        from_q     <= from_i;
                        to_q       <= to_i;
                        clocks_q   <= 32'd0;
                        waited_q   <= 32'd0;
                        late_q     <= 1'b0;
                    end
                end
                // A byte is there one clock behind its address.
                LOAD: begin
                    byte_q <= byte_q + 10'd1;
                    stage_q <= stage;
                    if (byte_q != LOADED[9:0]) begin
                        from_q <= from_q + ONE;
                    end else begin
                        row_q   <= stage;
                        phase_q <= STEP;
                    end
                end
                STEP, WAIT: begin
                    waited_q <= waited_q + 32'd1;
                    if (UNIT != 1 || phase_q == STEP) clocks_q <= clocks_q + 32'd1;
                    out_q[OUT-1:0] <= row_i;
                    phase_q        <= done_i ? SETTLE : WAIT;
                    if (!done_i && waited_q == LAST) begin
                        phase_q    <= IDLE;
                        late_q     <= 1'b1;
                        core_rst_q <= 1'b0;
                    end
                end
                SETTLE: phase_q <= TAKE;
                TAKE: begin
                    out_q[STATE+OUT-1:OUT] <= state_i;
                    core_rst_q             <= 1'b0;
                    byte_q                 <= 10'd0;
                    waited_q               <= 32'd0;
                    crc_q                  <= 32'hFFFFFFFF;
                    phase_q                <= core_rst_q ? IDLE : GIVE;
                end
                GIVE: begin
                    byte_q <= byte_q + 10'd1;
                    out_q  <= out_q >> 8;
                    if (is_state) crc_q <= crc_next;
                    if (given) begin
                        byte_q  <= 10'd0;
                        rows_q  <= rows_q - 16'd1;
                        phase_q <= !last_row ? LOAD : DIGEST != 0 ? CHECK : IDLE;
                    end
                end
                default: begin
                    byte_q <= byte_q + 10'd1;
                    crc_q  <= {8'hFF, crc_q[31:8]};
                    if (byte_q == 10'd3) phase_q <= IDLE;
                end
            endcase
        end

    wire unused = &{1'b0, staged[7:0]};

endmodule

`default_nettype wire
