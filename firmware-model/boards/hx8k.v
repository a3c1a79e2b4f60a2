`default_nettype none

// Lattice iCE40-HX8K breakout board (12 MHz): the neuron of boards/board.yaml on the board's USB
// serial port, at 115,200 baud. LED 0: a host is there. LED 7: the last step spiked. It has no button.
module hx8k #(
    parameter [31:0] BAUD = 32'd115200
) (
    input  wire       clk,
    input  wire       rx,
    output wire       tx,
    output wire [7:0] led
);

    wire rst_n, quiet, spike;

    lif_power_on u_power_on (.clk_i(clk), .button_ni(1'b1), .rst_no(rst_n));

    lif_board #(.BAUD(BAUD), .NAME("hx8k")) u_board (
        .clk(clk), .rst_n(rst_n), .rx(rx), .tx(tx), .salt(32'd0), .quiet(quiet), .spike(spike)
    );

    assign led = {spike && !quiet, 6'd0, !quiet};

endmodule

`default_nettype wire
