`default_nettype none

// The check of a frame while its bytes pass, one a clock where next_i is 1: check_o are the 7-bit
// groups that end the frame, the first one lowest.
//
//   LITE = 0   the CRC-32C, 5 groups         LITE = 1   the CRC-16 CCITT-FALSE, 3 groups
module lockspike_check #(
    parameter LITE = 0
) (
    input  wire                    clk_i,
    input  wire                    rst_ni,
    input  wire                    begin_i,
    input  wire                    next_i,
    input  wire [7:0]              byte_i,
    output wire [(LITE?21:35)-1:0] check_o
);

    localparam WIDTH = LITE ? 16 : 32;

    reg  [WIDTH-1:0] crc_q;
    wire [WIDTH-1:0] crc;

    generate
        if (LITE) begin : gen_lite
            lockspike_crc16 u_crc (.crc_i(crc_q), .byte_i(byte_i), .crc_o(crc));
            assign check_o = {5'd0, crc_q};
        end else begin : gen_full
            lockspike_crc32c u_crc (.crc_i(crc_q), .byte_i(byte_i), .crc_o(crc));
            assign check_o = {3'd0, ~crc_q};
        end
    endgenerate

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni)      crc_q <= {WIDTH{1'b1}};
        else if (begin_i) crc_q <= {WIDTH{1'b1}};
        else if (next_i)  crc_q <= crc;

endmodule

`default_nettype wire
