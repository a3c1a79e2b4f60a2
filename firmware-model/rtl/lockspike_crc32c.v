`default_nettype none

// CRC-32C of one more byte (polynomial 0x1EDC6F41, reflected: 0x82F63B78), combinational.
// It starts as 0xFFFFFFFF, and is inverted at the end; "123456789" gives 0xE3069283.
module lockspike_crc32c (
    input  wire [31:0] crc_i,
    input  wire [7:0]  byte_i,
    output wire [31:0] crc_o
);

    function [31:0] next;
        input [31:0] crc;
        input [7:0]  data;
        integer      i;
        begin
            next = crc ^ {24'd0, data};
            for (i = 0; i < 8; i = i + 1)
                next = {1'b0, next[31:1]} ^ (next[0] ? 32'h82F63B78 : 32'd0);
        end
    endfunction

    assign crc_o = next(crc_i, byte_i);

endmodule

`default_nettype wire
