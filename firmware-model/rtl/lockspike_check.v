`default_nettype none

// The check of a frame while its bytes pass, one a clock where next_i is 1: check_o are the five
// 7-bit groups that end the frame, the first one lowest. They are the CRC-32C and three zeros.
module lockspike_check (
    input  wire        clk_i,
    input  wire        rst_ni,
    input  wire        begin_i,
    input  wire        next_i,
    input  wire [7:0]  byte_i,
    output wire [34:0] check_o
);

    reg  [31:0] crc_q;
    wire [31:0] crc;

    lockspike_crc32c u_crc (.crc_i(crc_q), .byte_i(byte_i), .crc_o(crc));
    assign check_o = {3'd0, ~crc_q};

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni)      crc_q <= 32'hFFFFFFFF;
        else if (begin_i) crc_q <= 32'hFFFFFFFF;
        else if (next_i)  crc_q <= crc;

endmodule

`default_nettype wire
