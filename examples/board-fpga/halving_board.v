// A neuron of our own, lif_halving, on the board link: `lif board check` steps it by itself.
// rx and tx are the pins of the serial port, rst_n the board's reset.
`default_nettype none
module halving_board #(
    parameter [31:0] PROFILE = "full", CLOCK_HZ = 32'd12000000, BAUD = 32'd115200
) (
    input  wire clk, rst_n, rx, input wire [31:0] salt,
    output wire tx, quiet
);
    wire [15:0] row;                            // rst, then current, a byte each
    wire        core_rst, step, done, core_clk, spike;
    wire [7:0]  v;

    lockspike_link #(
        .PROFILE(PROFILE), .CLOCK_HZ(CLOCK_HZ), .BAUD(BAUD), .NAME("halving"),
        .HASH(64'hed6b840f9f5bbdd1),              // of the spec, as lif explain prints it
        .IN_BYTES(2), .RST_BYTES(1), .OUT_BYTES(1), .STATE_BYTES(1),
        .INPUTS(2), .OUTPUTS(1), .PORTS({8'd1, 8'd8, 8'd1})
    ) link (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(rx), .tx_o(tx), .salt_i(salt), .quiet_o(quiet),
        .row_o(row), .core_rst_o(core_rst), .step_o(step), .done_i(done),
        .row_i({7'd0, spike}), .state_i(v)
    );
    // The neuron has no enable, so it gets a clock of its own, one period for each row.
    lockspike_clock clock (
        .clk_i(clk), .rst_ni(rst_n), .step_i(step), .core_clk_o(core_clk), .done_o(done)
    );
    lif_halving neuron (
        .clk(core_clk), .rst(row[0] || core_rst), .current(row[15:8]), .spike(spike), .v(v)
    );
endmodule
