`default_nettype none

// A core on a serial line, a byte an item:
//
//   received   0aaaaaaa   an event of axon a          sent   0-nnnnnn   neuron n fired; bit 6: negative
//              1-------   a tick                             10000000   the step has ended
//              a break    clears all states
//
//   rx --> [lif_uart_rx] --> [lif_core] --> [lif_uart_tx] --> tx
//
// After a tick the host waits for the step's end before it sends on, then nothing is ever lost;
// overrun_o stays 1 where it did not (a byte came while the input queue was full), until a break.
module lif_serial #(
    parameter               DIVISOR          = 104,
    parameter               NEURONS          = 64,      // at most 64
    parameter               INDEX_WIDTH      = 6,       // at most 6
    parameter               AXON_WIDTH       = 6,       // at most 7
    parameter               WEIGHTS          = "",
    parameter               WIDTH            = 16,
    parameter               CURRENT_WIDTH    = 12,
    parameter [127:0]       LEAK             = "shift",
    parameter [127:0]       ROUNDING         = "floor",
    parameter [127:0]       RESET            = "to",
    parameter [31:0]        REFRACTORY_STEPS = 0,
    parameter signed [31:0] SHIFT            = 4,
    parameter signed [31:0] THRESHOLD        = 1000,
    parameter signed [31:0] RESET_TO         = 0
) (
    input  wire clk_i,
    input  wire rst_ni,
    input  wire rx_i,
    output wire tx_o,
    output wire busy_o,
    output wire overrun_o
);

    wire                   received, framing_error, line_break, in_ready, out_valid, out_ready;
    wire                   out_tick, out_negative;
    wire [7:0]             data;
    wire [INDEX_WIDTH-1:0] out_neuron;

    lif_uart_rx #(.DIVISOR(DIVISOR)) u_rx (
        .clk_i(clk_i), .rst_ni(rst_ni), .rx_i(rx_i), .valid_o(received), .data_o(data),
        .framing_error_o(framing_error), .break_o(line_break)
    );

    lif_uart_tx #(.DIVISOR(DIVISOR)) u_tx (
        .clk_i(clk_i), .rst_ni(rst_ni), .valid_i(out_valid), .ready_o(out_ready),
        .data_i({out_tick, out_negative, {(6-INDEX_WIDTH){1'b0}}, out_neuron}), .tx_o(tx_o)
    );

    reg overrun_q;
    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni)                       overrun_q <= 1'b0;
        else if (line_break)               overrun_q <= 1'b0;
        else if (received && !in_ready)    overrun_q <= 1'b1;
    assign overrun_o = overrun_q;

    localparam VALUE_WIDTH = WIDTH + 1;

    wire                     peek_ready, peeked, commit_valid, commit_spike, commit_negative;
    wire                     commit_saturated, commit_wrapped, commit_refractory;
    wire [31:0]              commit_step;
    wire [INDEX_WIDTH-1:0]   commit_neuron;
    wire [WIDTH-1:0]         peek_v, commit_before, commit_after;
    wire [3:0]               peek_refractory;
    wire [CURRENT_WIDTH-1:0] peek_current, commit_input;

    lif_core #(
        .NEURONS(NEURONS), .INDEX_WIDTH(INDEX_WIDTH), .AXON_WIDTH(AXON_WIDTH), .WEIGHTS(WEIGHTS),
        .WIDTH(WIDTH), .CURRENT_WIDTH(CURRENT_WIDTH), .VALUE_WIDTH(VALUE_WIDTH), .LEAK(LEAK),
        .ROUNDING(ROUNDING), .RESET(RESET), .REFRACTORY_STEPS(REFRACTORY_STEPS)
    ) u_core (
        .clk_i(clk_i), .rst_ni(rst_ni), .clear_i(line_break), .busy_o(busy_o),
        .in_valid_i(received), .in_ready_o(in_ready), .in_tick_i(data[7]),
        .in_axon_i(data[AXON_WIDTH-1:0]), .out_valid_o(out_valid), .out_ready_i(out_ready),
        .out_tick_o(out_tick), .out_negative_o(out_negative), .out_neuron_o(out_neuron),
        .weight_en_i(1'b0), .weight_axon_i({AXON_WIDTH{1'b0}}),
        .weight_neuron_i({INDEX_WIDTH{1'b0}}), .weight_data_i(8'd0),
        .peek_valid_i(1'b0), .peek_ready_o(peek_ready), .peek_neuron_i({INDEX_WIDTH{1'b0}}),
        .peek_valid_o(peeked), .peek_v_o(peek_v), .peek_refractory_o(peek_refractory),
        .peek_current_o(peek_current),
        .rest_i({VALUE_WIDTH{1'b0}}), .leak_i(SHIFT[VALUE_WIDTH-1:0]), .random_i(1'b0),
        .threshold_i(THRESHOLD[VALUE_WIDTH-1:0]), .negative_i({VALUE_WIDTH{1'b0}}),
        .reset_to_i(RESET_TO[VALUE_WIDTH-1:0]),
        .commit_valid_o(commit_valid), .commit_step_o(commit_step),
        .commit_neuron_o(commit_neuron), .commit_v_before_o(commit_before),
        .commit_v_after_o(commit_after), .commit_input_o(commit_input),
        .commit_spike_o(commit_spike), .commit_spike_negative_o(commit_negative),
        .commit_saturated_o(commit_saturated), .commit_wrapped_o(commit_wrapped),
        .commit_refractory_o(commit_refractory)
    );

    // What this top does not show.
    wire unused = &{1'b0, framing_error, data, peek_ready, peeked, peek_v, peek_refractory,
                    peek_current, commit_valid, commit_step, commit_neuron, commit_before,
                    commit_after, commit_input, commit_spike, commit_negative, commit_saturated,
                    commit_wrapped, commit_refractory, SHIFT, THRESHOLD, RESET_TO};

endmodule

`default_nettype wire
