`default_nettype none

// Collects a body of the full profile, and says when it is a whole one.
//
//   bytes --> [frame_rx] --+--> header fields, and the first 8 bytes of the payload
//                          +--> the body's memory, read at addr_i, one clock later at data_o
//
// frame_o comes in the clock of the closing 00, if CRC, COBS, length and version are right; all
// fields stand until the next byte is given in. Anything else leaves no trace.
module lockspike_receive #(
    parameter [9:0] BODY       = 504,    // most bytes in a body, 16 to 2^ADDR_WIDTH and 600
    parameter       ADDR_WIDTH = 9
) (
    input  wire                  clk_i,
    input  wire                  rst_ni,
    input  wire                  in_valid_i,
    input  wire [7:0]            in_data_i,
    output wire                  frame_o,
    output wire [3:0]            type_o,
    output wire [7:0]            flags_o,
    output wire [15:0]           length_o,
    output wire [31:0]           session_o,
    output wire [15:0]           sequence_o,
    output wire [31:0]           step_o,
    output wire [63:0]           first_o,       // of the payload; what it has less is undefined
    input  wire                  write_i,       // into the body, at addr_i, between two frames
    input  wire [7:0]            data_i,
    input  wire [ADDR_WIDTH-1:0] addr_i,
    output wire [7:0]            data_o
);

    wire       begins, byte_valid, ok, bad;
    wire [7:0] octet;

    lockspike_frame_rx u_frame (
        .clk_i(clk_i), .rst_ni(rst_ni), .in_valid_i(in_valid_i), .in_data_i(in_data_i),
        .begin_o(begins), .byte_valid_o(byte_valid), .byte_o(octet), .ok_o(ok), .bad_o(bad)
    );

    reg [9:0]   count_q;        // bytes of this body, BODY + 1 at most
    reg [191:0] field_q;        // bytes 0 to 23

    wire keeps = byte_valid && count_q < BODY;

    lif_memory #(.WIDTH(8), .ADDR_WIDTH(ADDR_WIDTH)) u_body (
        .clk_i(clk_i), .read_en_i(1'b1), .read_addr_i(addr_i), .read_data_o(data_o),
        .write_en_i(keeps || write_i), .write_addr_i(write_i ? addr_i : count_q[ADDR_WIDTH-1:0]),
        .write_data_i(write_i ? data_i : octet)
    );

    integer i;
    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            count_q <= 10'd0;
            field_q <= 192'd0;
        end else if (begins) begin
            count_q <= 10'd0;
        end else if (byte_valid && count_q <= BODY) begin
            count_q <= count_q + 10'd1;
            for (i = 0; i < 24; i = i + 1)
                if (count_q == i[9:0]) field_q[8*i +: 8] <= octet;
        end

    assign type_o     = field_q[3:0];
    assign flags_o    = field_q[15:8];
    assign length_o   = field_q[31:16];
    assign session_o  = field_q[63:32];
    assign sequence_o = field_q[79:64];
    assign step_o     = field_q[127:96];
    assign first_o    = field_q[191:128];
    assign frame_o    = ok && field_q[7:4] == 4'd1 && count_q >= 10'd16 && count_q <= BODY
                     && length_o == {6'd0, count_q - 10'd16};

    wire unused = &{1'b0, bad, field_q[95:80]};

endmodule

`default_nettype wire
