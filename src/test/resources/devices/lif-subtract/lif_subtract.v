`default_nettype none

// lif-subtract: the shift unit with a 16-bit membrane that leaks 13/256 of itself.
module lif_subtract (
    input  wire               clk,
    input  wire               rst,
    input  wire signed [11:0] current,
    input  wire [14:0]        theta,
    output wire               spike,
    output wire signed [15:0] v
);

    lif_shift #(
        .WIDTH(16), .CURRENT_WIDTH(12), .THRESHOLD_WIDTH(15),
        .SHIFT(8), .LOSS(13), .ROUND(127)
    ) unit (
        .clk(clk), .rst(rst), .current(current), .theta(theta), .spike(spike), .v(v));

endmodule

`default_nettype wire
