`default_nettype none

// What a board of the full profile does with a body whose length and version are right:
// docs/protocol.md, table "A board looks at a body in this order", the first line that applies.
//
//   verdict_o | NONE  drop it          ERROR  code_o, detail_o    HELLO  the same answer again
//             | BEGIN a new session    PONG                       STEP   if its rows fit
//             | KEPT  the reply kept, if that is of this step, else NAK
//             | CELLS READ or WRITE, if its cells are in bounds
//
// Combinational.
module lockspike_judge #(
    parameter        STATES = 0,         // 1: rows of state are offered
    parameter        READS  = 0,         // 1: READ is
    parameter        WRITES = 0,         // 1: WRITE is
    parameter [31:0] LIMIT  = 1000000    // clocks, for ERROR 7
) (
    input  wire [3:0]  type_i,
    input  wire [7:0]  flags_i,
    input  wire [15:0] length_i,
    input  wire [31:0] session_i,
    input  wire [15:0] sequence_i,
    input  wire [31:0] step_i,
    input  wire [15:0] versions_i,    // HELLO: lowest, highest
    input  wire [31:0] own_session_i,
    input  wire [15:0] expected_i,
    input  wire [31:0] own_step_i,
    input  wire [15:0] kept_i,        // replies kept, at most W
    input  wire        stuck_i,       // the core was not done in this session
    input  wire [31:0] boot_i,
    output reg  [3:0]  verdict_o,
    output reg  [2:0]  code_o,
    output reg  [31:0] detail_o
);

    localparam [3:0] HELLO = 4'd1, STEP = 4'd3, READ = 4'd5, WRITE = 4'd7, PING = 4'd11;
    localparam [3:0] V_NONE = 4'd0, V_ERROR = 4'd1, V_HELLO = 4'd2, V_BEGIN = 4'd3, V_PONG = 4'd4,
                     V_STEP = 4'd5, V_KEPT = 4'd6, V_NAK = 4'd7, V_CELLS = 4'd8;

    wire mine     = session_i == own_session_i && session_i != 32'd0;
    wire foreign  = session_i == 32'd0 || (type_i != HELLO && !mine);
    wire states   = STATES != 0 && type_i == STEP && flags_i[7:4] == 4'd1;
    wire flagged  = flags_i[7:4] != 4'd0 && !states;
    wire speaks   = versions_i[7:0] <= 8'd1 && versions_i[15:8] >= 8'd1;
    wire next     = sequence_i == expected_i && step_i == own_step_i;

    // How far behind the expected one; the last W are kept.
    wire [15:0] behind = expected_i - sequence_i;
    wire        kept   = behind != 16'd0 && behind <= kept_i;

    always @* begin
        verdict_o = V_ERROR;
        code_o    = 3'd5;
        detail_o  = {16'd0, length_i};
        if (type_i != HELLO && type_i != STEP && type_i != READ && type_i != WRITE
            && type_i != PING)
            verdict_o = V_NONE;
        else if (flagged) begin
            code_o   = 3'd4;
            detail_o = {24'd0, flags_i};
        end else if (foreign) begin
            code_o   = 3'd1;
            detail_o = boot_i;
        end else if (type_i == HELLO) begin
            if (length_i == 16'd4) begin
                code_o   = 3'd2;
                detail_o = 32'd1;
                if (speaks) verdict_o = mine ? V_HELLO : V_BEGIN;
            end
        end else if ((type_i == READ && READS == 0) || (type_i == WRITE && WRITES == 0)) begin
            code_o   = 3'd3;
            detail_o = {28'd0, type_i};
        end else if (type_i == READ)
            verdict_o = V_CELLS;
        else if (type_i == PING) begin
            if (length_i == 16'd0) verdict_o = V_PONG;
        end else if (!next)
            verdict_o = kept ? V_KEPT : V_NAK;
        else if (stuck_i) begin
            code_o   = 3'd7;
            detail_o = LIMIT;
        end else
            verdict_o = type_i == STEP ? V_STEP : V_CELLS;
    end

endmodule

`default_nettype wire
