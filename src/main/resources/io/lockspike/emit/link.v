// @{spec} [@{hash}] on the board link: written from its spec by lif. rx and tx are its pins.
// It takes lockspike_link, lockspike_clock and what they take, from firmware-model/rtl.
`default_nettype none
module @{module}_link #(
    parameter [31:0] PROFILE  = "full",      // or "lite"
    parameter [31:0] CLOCK_HZ = 32'd12000000,
    parameter [31:0] BAUD     = 32'd115200,
    parameter        BODY     = 504,         // most bytes in a body, up to 600
    parameter        CREDITS  = 4            // 1, 2, 4, ...: frames that may wait for an answer
) (
    input  wire        clk,
    input  wire        rst_n,
    input  wire        rx,
    output wire        tx,
    input  wire [31:0] salt,                 // another number at each boot, or 0
    output wire        quiet                 // no host is there
);

    // @{row}
    wire [@{inTop}:0] row;
    wire core_rst, step, done, core_clk;
    @{wires}

    lockspike_link #(
        .PROFILE(PROFILE), .CLOCK_HZ(CLOCK_HZ), .BAUD(BAUD), .BODY(BODY), .CREDITS(CREDITS),
        .HASH(64'h@{hash}), .IN_BYTES(@{inBytes}), .RST_BYTES(@{rstBytes}), .OUT_BYTES(@{outBytes}),
        .STATE_BYTES(@{stateBytes}), .INPUTS(@{inputs}), .OUTPUTS(@{outputs}),
        .PORTS({@{ports}}),
        .NAME("@{name}")
    ) link (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(rx), .tx_o(tx), .salt_i(salt), .row_o(row),
        .core_rst_o(core_rst), .step_o(step), .done_i(done),
        .row_i({@{rowOut}}),
        .state_i({@{rowState}}),
        .quiet_o(quiet)
    );

    lockspike_clock clock (
        .clk_i(clk), .rst_ni(rst_n), .step_i(step), .core_clk_o(core_clk), .done_o(done)
    );

    // A new session of the full profile is a power-up, RESET of the lite one is rst.
    @{module} neuron (
        @{connections}
    );

    wire unused = &{1'b0, row, core_rst};

endmodule
`default_nettype wire
