`default_nettype none

// tt-halving: the halving unit at 8 bits with a threshold of 200.
module tt_halving (
    input  wire       clk,
    input  wire       rst,
    input  wire [7:0] current,
    output wire       spike,
    output wire [7:0] v
);

    lif_halving #(.WIDTH(8), .THRESHOLD(200)) unit (
        .clk(clk), .rst(rst), .current(current), .spike(spike), .v(v));

endmodule

`default_nettype wire
