`default_nettype none

// What both boards hold: the neuron of boards/board.yaml on the board link, one step a clock.
module lif_board #(
    parameter [31:0]  PROFILE  = "full",
    parameter [31:0]  CLOCK_HZ = 32'd12000000,
    parameter [31:0]  BAUD     = 32'd115200,
    parameter [255:0] NAME     = "lif_board"
) (
    input  wire        clk,
    input  wire        rst_n,
    input  wire        rx,
    output wire        tx,
    input  wire [31:0] salt,
    output wire        quiet,
    output reg         spike          // of the last step
);

    wire [23:0]        row;           // rst, then current in two bytes
    wire               core_rst, step, fires;
    wire [15:0]        v;
    wire [1:0]         refractory;

    lockspike_link #(
        .PROFILE(PROFILE), .CLOCK_HZ(CLOCK_HZ), .BAUD(BAUD), .HASH(64'hbff6427b68ec5d5b),
        .IN_BYTES(3), .RST_BYTES(1), .OUT_BYTES(3), .STATE_BYTES(3), .INPUTS(2), .OUTPUTS(2),
        .PORTS({8'd1, 8'd140, 8'd1, 8'd144}), .NAME(NAME)
    ) u_link (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(rx), .tx_o(tx), .salt_i(salt), .row_o(row),
        .core_rst_o(core_rst), .step_o(step), .done_i(1'b1), .row_i({v, 7'd0, fires}),
        .state_i({6'd0, refractory, v}), .quiet_o(quiet)
    );

    /* verilator lint_off PINCONNECTEMPTY */ // what the rows do not show
    lif_neuron #(.COUNT_WIDTH(2), .REFRACTORY_STEPS(2)) u_neuron (
        .clk_i(clk), .rst_ni(rst_n && !row[0] && !core_rst), .en_i(step),
        .current_i(row[19:8]), .rest_i(17'd0), .leak_i(17'd4), .random_i(1'b0),
        .threshold_i(17'd1000), .negative_i(17'd0), .reset_to_i(17'd0), .spike_o(fires),
        .spike_negative_o(), .fires_o(), .v_o(v), .refractory_o(refractory), .commit_valid_o(),
        .commit_step_o(), .commit_v_before_o(), .commit_v_after_o(), .commit_input_o(),
        .commit_spike_o(), .commit_spike_negative_o(), .commit_saturated_o(),
        .commit_wrapped_o(), .commit_refractory_o()
    );
    /* verilator lint_on PINCONNECTEMPTY */

    wire unused = &{1'b0, row};

    always @(posedge clk or negedge rst_n)
        if (!rst_n)    spike <= 1'b0;
        else if (step) spike <= fires;

endmodule

`default_nettype wire
