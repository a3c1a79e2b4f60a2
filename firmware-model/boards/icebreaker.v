`default_nettype none

// iCEBreaker (iCE40 UP5K, 12 MHz): the neuron of boards/board.yaml on the board's USB serial port, at
// 115,200 baud. Green: a host is there. Red: the last step spiked. The button is rst.
module icebreaker #(
    parameter [31:0] BAUD = 32'd115200
) (
    input  wire CLK,
    input  wire BTN_N,
    input  wire RX,
    output wire TX,
    output wire LEDR_N,
    output wire LEDG_N
);

    wire rst_n, quiet, spike;

    lif_power_on u_power_on (.clk_i(CLK), .button_ni(BTN_N), .rst_no(rst_n));

    lif_board #(.BAUD(BAUD), .NAME("icebreaker")) u_board (
        .clk(CLK), .rst_n(rst_n), .rx(RX), .tx(TX), .salt(32'd0), .quiet(quiet), .spike(spike)
    );

    assign LEDG_N = quiet;
    assign LEDR_N = !(spike && !quiet);

endmodule

`default_nettype wire
