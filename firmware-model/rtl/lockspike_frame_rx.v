`default_nettype none

// Receives what lockspike_frame_tx sends: decoded bytes as they come, and at the closing 00
// whether to believe them.
//
//   bytes --> [5 bytes of delay] --> COBS --> byte_valid_o, byte_o … --> ok_o or bad_o
//                  the CRC5 stays in here when the 00 comes
//
// begin_o comes with the first byte of a frame: forget what an earlier one left. An empty frame
// (00 00) says nothing at all. bad_o: the CRC, the COBS or the length is wrong; more than LIMIT
// bytes between two 00 are bad, and none of those beyond is given out.
module lockspike_frame_rx #(
    parameter LIMIT = 640
) (
    input  wire       clk_i,
    input  wire       rst_ni,
    input  wire       in_valid_i,       // always taken
    input  wire [7:0] in_data_i,
    output wire       begin_o,
    output wire       byte_valid_o,
    output wire [7:0] byte_o,
    output wire       ok_o,
    output wire       bad_o
);

    localparam [10:0] MOST = LIMIT;

    reg [39:0] delay_q;      // the last five bytes, the oldest on top
    reg [10:0] count_q;      // bytes since the last 00, MOST + 1 at most
    reg [31:0] crc_q;
    reg [7:0]  left_q;       // bytes left of this block
    reg        zero_q;       // a 0 stands behind this block, unless the frame ends

    wire       closes = in_valid_i && in_data_i == 8'd0;
    wire       takes  = in_valid_i && in_data_i != 8'd0 && count_q <= MOST;
    wire       passes = takes && count_q >= 11'd5;       // a byte leaves the delay
    wire [7:0] passed = delay_q[39:32];
    wire       code   = left_q == 8'd0;

    wire [31:0] crc_next;
    lockspike_crc32c u_crc (.crc_i(crc_q), .byte_i(passed), .crc_o(crc_next));

    // The five bytes, 7 bits each, the first one lowest; what is left over must be 0.
    wire [34:0] check = {delay_q[6:0], delay_q[14:8], delay_q[22:16], delay_q[30:24],
                         delay_q[38:32]};
    wire        marks = delay_q[7] && delay_q[15] && delay_q[23] && delay_q[31] && delay_q[39];
    wire        right = marks && check == {3'd0, ~crc_q};

    assign begin_o      = takes && count_q == 11'd0;
    assign byte_valid_o = passes && (!code || zero_q);
    assign byte_o       = code ? 8'd0 : passed;
    assign ok_o         = closes && count_q >= 11'd6 && count_q <= MOST && right && code;
    assign bad_o        = closes && count_q != 11'd0 && !ok_o;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            delay_q <= 40'd0;
            count_q <= 11'd0;
            crc_q   <= 32'hFFFFFFFF;
            left_q  <= 8'd0;
            zero_q  <= 1'b0;
        end else if (closes) begin
            count_q <= 11'd0;
            crc_q   <= 32'hFFFFFFFF;
            left_q  <= 8'd0;
            zero_q  <= 1'b0;
        end else if (takes) begin
            delay_q <= {delay_q[31:0], in_data_i};
            count_q <= count_q + 11'd1;
            if (passes) begin
                crc_q  <= crc_next;
                left_q <= code ? passed - 8'd1 : left_q - 8'd1;
                if (code) zero_q <= passed != 8'd255;
            end
        end

endmodule

`default_nettype wire
