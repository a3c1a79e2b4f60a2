`default_nettype none

// READ and WRITE of the full profile: cells of the core from and into the body's memory.
//
//   count_i, first_i, space_i --> in bounds? --> one cell after the other, byte by byte
//
//   cell_space_o --> cells_i, cell_bytes_i    how many there are (0: no such space), of 1 to 8 bytes
//   cell_o       --> cell_i                   two clocks later, lowest byte first
//   cell_write_o     cell_data_o              for one clock
//
// In docs/protocol.md's order: code_o is 5 or 6 where it is an error, 0 where it was done.
module lockspike_cells #(
    parameter BODY       = 504,
    parameter ADDR_WIDTH = 9
) (
    input  wire                  clk_i,
    input  wire                  rst_ni,
    input  wire                  start_i,
    input  wire                  writes_i,       // WRITE; all five stand until busy_o is 0
    input  wire [15:0]           length_i,       // of the payload
    input  wire [7:0]            space_i,
    input  wire [15:0]           count_i,
    input  wire [31:0]           first_i,
    output wire                  busy_o,
    output wire [2:0]            code_o,
    output wire [15:0]           long_o,         // of a READ_REPLY's payload
    output wire [ADDR_WIDTH-1:0] body_addr_o,
    input  wire [7:0]            body_data_i,
    output wire                  body_write_o,
    output wire [7:0]            body_data_o,
    output wire [7:0]            cell_space_o,
    output wire [15:0]           cell_o,
    input  wire [31:0]           cells_i,
    input  wire [3:0]            cell_bytes_i,
    input  wire [63:0]           cell_i,
    output wire                  cell_write_o,
    output wire [63:0]           cell_data_o
);

    localparam [2:0] IDLE = 3'd0, BOUNDS = 3'd1, SIZE = 3'd2, LOAD = 3'd3, PUT = 3'd4,
                     READ = 3'd5, TAKE = 3'd6, GIVE = 3'd7;
    localparam [ADDR_WIDTH-1:0] FIRST = 24, ONE = 1;

    reg [2:0]            state_q, code_q;
    reg [15:0]           cell_q, left_q;
    reg [3:0]            byte_q;
    reg [ADDR_WIDTH-1:0] addr_q;
    reg [63:0]           word_q;

    wire [32:0] behind = {1'b0, first_i} + {17'd0, count_i};
    wire [13:0] size   = {4'd0, count_i[9:0]} * {10'd0, cell_bytes_i};
    wire        fits   = count_i[15:10] == 6'd0 && size <= BODY[13:0] - 14'd24
                      && length_i == 16'd8 + (writes_i ? {2'd0, size} : 16'd0);
    wire        last   = left_q == 16'd1;
    // Bytes come in from above; at the end they are moved down to where they belong.
    wire [5:0]  unused_bits = {3'd0 - cell_bytes_i[2:0], 3'd0};

    assign busy_o       = state_q != IDLE;
    assign code_o       = code_q;
    assign long_o       = 16'd8 + {2'd0, size};
    assign body_addr_o  = addr_q;
    assign body_write_o = state_q == GIVE;
    assign body_data_o  = word_q[7:0];
    assign cell_space_o = space_i;
    assign cell_o       = cell_q;
    assign cell_write_o = state_q == PUT;
    assign cell_data_o  = word_q >> unused_bits;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            state_q <= IDLE;
            code_q  <= 3'd0;
            cell_q  <= 16'd0;
            left_q  <= 16'd0;
            byte_q  <= 4'd0;
            addr_q  <= {ADDR_WIDTH{1'b0}};
            word_q  <= 64'd0;
        end else case (state_q)
            IDLE: if (start_i) begin
                code_q  <= 3'd5;
                state_q <= length_i < 16'd8 || count_i == 16'd0 ? IDLE : BOUNDS;
            end
            BOUNDS: begin
                code_q  <= 3'd6;
                state_q <= behind > {1'b0, cells_i} ? IDLE : SIZE;
            end
            SIZE: begin
                code_q  <= fits ? 3'd0 : 3'd5;
                cell_q  <= first_i[15:0];
                left_q  <= count_i;
                byte_q  <= 4'd0;
                addr_q  <= FIRST;
                state_q <= !fits ? IDLE : writes_i ? LOAD : READ;
            end
            // A byte is there one clock behind its address.
            LOAD: begin
                byte_q <= byte_q + 4'd1;
                if (byte_q != 4'd0)        word_q  <= {body_data_i, word_q[63:8]};
                if (byte_q != cell_bytes_i) addr_q <= addr_q + ONE;
                else                        state_q <= PUT;
            end
            PUT: begin
                byte_q  <= 4'd0;
                cell_q  <= cell_q + 16'd1;
                left_q  <= left_q - 16'd1;
                state_q <= last ? IDLE : LOAD;
            end
            READ: begin
                byte_q  <= byte_q + 4'd1;
                state_q <= byte_q == 4'd1 ? TAKE : READ;
            end
            TAKE: begin
                byte_q  <= 4'd1;
                word_q  <= cell_i;
                state_q <= GIVE;
            end
            default: begin
                byte_q <= byte_q + 4'd1;
                addr_q <= addr_q + ONE;
                word_q <= word_q >> 8;
                if (byte_q == cell_bytes_i) begin
                    byte_q  <= 4'd0;
                    cell_q  <= cell_q + 16'd1;
                    left_q  <= left_q - 16'd1;
                    state_q <= last ? IDLE : READ;
                end
            end
        endcase

endmodule

`default_nettype wire
