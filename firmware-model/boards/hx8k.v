`default_nettype none

// Lattice iCE40-HX8K breakout board (12 MHz): 64 neurons of boards/board.yaml behind the board's
// USB serial port at 115,200 baud. LED 0: busy. LED 7: overrun. It has no button.
module hx8k #(
    parameter DIVISOR = 104,
    parameter WEIGHTS = "boards/weights.mem"
) (
    input  wire       clk,
    input  wire       rx,
    output wire       tx,
    output wire [7:0] led
);

    wire rst_n, busy, overrun;

    lif_power_on u_power_on (.clk_i(clk), .button_ni(1'b1), .rst_no(rst_n));

    lif_serial #(.DIVISOR(DIVISOR), .WEIGHTS(WEIGHTS), .REFRACTORY_STEPS(2)) u_serial (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(rx), .tx_o(tx), .busy_o(busy), .overrun_o(overrun)
    );

    assign led = {overrun, 6'd0, busy};

endmodule

`default_nettype wire
