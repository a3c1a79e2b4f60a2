`default_nettype none

// Whether a board has heard no valid frame for two seconds, or none at all: then its pins
// are to be quiet.
module lockspike_quiet #(
    parameter [31:0] CLOCK_HZ = 12000000
) (
    input  wire clk_i,
    input  wire rst_ni,
    input  wire heard_i,
    output wire quiet_o
);

    reg [32:0] left_q;      // clocks

    assign quiet_o = left_q == 33'd0;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni)       left_q <= 33'd0;
        else if (heard_i)  left_q <= {CLOCK_HZ, 1'b0};
        else if (!quiet_o) left_q <= left_q - 33'd1;

endmodule

`default_nettype wire
