`default_nettype none

// CRC-16 CCITT-FALSE of one more byte (polynomial 0x1021, not reflected), combinational.
// It starts as 0xFFFF, and is not inverted at the end; "123456789" gives 0x29B1.
module lockspike_crc16 (
    input  wire [15:0] crc_i,
    input  wire [7:0]  byte_i,
    output wire [15:0] crc_o
);

    function [15:0] next;
        input [15:0] crc;
        input [7:0]  data;
        integer      i;
        begin
            next = crc ^ {data, 8'd0};
            for (i = 0; i < 8; i = i + 1)
                next = {next[14:0], 1'b0} ^ (next[15] ? 16'h1021 : 16'd0);
        end
    endfunction

    assign crc_o = next(crc_i, byte_i);

endmodule

`default_nettype wire
