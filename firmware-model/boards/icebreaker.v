`default_nettype none

// iCEBreaker (iCE40 UP5K, 12 MHz): 64 neurons of boards/board.yaml behind the board's USB serial
// port at 115,200 baud. Red: overrun. Green: busy.
module icebreaker #(
    parameter DIVISOR = 104,
    parameter WEIGHTS = "boards/weights.mem"
) (
    input  wire CLK,
    input  wire BTN_N,
    input  wire RX,
    output wire TX,
    output wire LEDR_N,
    output wire LEDG_N
);

    wire rst_n, busy, overrun;

    lif_power_on u_power_on (.clk_i(CLK), .button_ni(BTN_N), .rst_no(rst_n));

    lif_serial #(.DIVISOR(DIVISOR), .WEIGHTS(WEIGHTS), .REFRACTORY_STEPS(2)) u_serial (
        .clk_i(CLK), .rst_ni(rst_n), .rx_i(RX), .tx_o(TX), .busy_o(busy), .overrun_o(overrun)
    );

    assign LEDR_N = !overrun;
    assign LEDG_N = !busy;

endmodule

`default_nettype wire
