`default_nettype none

// NEURONS neurons behind one lif_step: events add weights to currents, a tick makes a step.
//
//   in --> [queue] --> control --------+ address
//                                      v
//        weight write --> [weights]  [states]  [currents]      clock t: read
//                             |         |          |
//                             +--> [ + sat ]   [lif_step]      clock t + 1: execute, write back
//                                                  |
//   out <-------------- [queue] <----------- spikes, end of step
//
// An item of the input is an event (tick = 0: axon's row of weights is added to the currents,
// each sum clamped) or a tick (every neuron steps on its current, which is 0 afterwards), done
// one after the other in the order of arrival. An item of the output is a spike (its neuron, in
// ascending order) or, tick = 1, the end of a step. Full output: all waits. Each item takes
// NEURONS + 1 clocks; docs/core.md has the table of clocks. en_i = 0: every register and memory
// holds, and no port is valid or ready; only rst_ni acts.
module lif_core #(
    parameter               NEURONS            = 16,      // 1 to 2^INDEX_WIDTH
    parameter               INDEX_WIDTH        = 4,
    parameter               AXON_WIDTH         = 4,
    parameter               WEIGHT_WIDTH       = 8,       // signed, below CURRENT_WIDTH
    parameter               WEIGHTS            = "",      // file for $readmemh, neuron fastest
    parameter               IN_DEPTH_LOG2      = 2,
    parameter               OUT_DEPTH_LOG2     = 2,
    parameter               WIDTH              = 16,      // from here on as in lif_neuron
    parameter [0:0]         SIGNED             = 1,
    parameter [WIDTH-1:0]   INITIAL            = 0,
    parameter               CURRENT_WIDTH      = 12,      // of the currents, signed
    parameter               VALUE_WIDTH        = 17,
    parameter               RANDOM_WIDTH       = 1,
    parameter [127:0]       LEAK               = "shift",
    parameter               TERMS              = 1,
    parameter [8*TERMS-1:0] SHIFTS             = 0,
    parameter               FRACTION           = 0,
    parameter [0:0]         PAST               = 0,
    parameter [127:0]       ROUNDING           = "floor",
    parameter [127:0]       OVERFLOW           = "sat",
    parameter [127:0]       NARROW             = "each-addition",
    parameter [127:0]       WHEN               = ">=",
    parameter               BIT                = 0,
    parameter [127:0]       ON                 = "updated",
    parameter [0:0]         NEGATIVE           = 0,
    parameter [127:0]       RESET              = "to",
    parameter               COUNT_WIDTH        = 4,
    parameter [31:0]        REFRACTORY_STEPS   = 0,
    parameter [127:0]       REFRACTORY_INPUT   = "ignored",
    parameter [127:0]       REFRACTORY_LEAK    = "on",
    parameter [127:0]       REFRACTORY_COUNTED = "after",
    parameter [255:0]       ORDER              = "leak, integrate, fire"
) (
    input  wire                          clk_i,
    input  wire                          rst_ni,
    input  wire                          en_i,
    input  wire                          clear_i,         // all states as after rst, queues empty
    output wire                          busy_o,
    input  wire                          in_valid_i,
    output wire                          in_ready_o,
    input  wire                          in_tick_i,
    input  wire [AXON_WIDTH-1:0]         in_axon_i,
    output wire                          out_valid_o,
    input  wire                          out_ready_i,
    output wire                          out_tick_o,
    output wire                          out_negative_o,  // a spike of the negative threshold
    output wire [INDEX_WIDTH-1:0]        out_neuron_o,
    input  wire                          weight_en_i,     // not while busy
    input  wire [AXON_WIDTH-1:0]         weight_axon_i,
    input  wire [INDEX_WIDTH-1:0]        weight_neuron_i,
    input  wire [WEIGHT_WIDTH-1:0]       weight_data_i,
    input  wire                          peek_valid_i,    // reads a state, when idle
    output wire                          peek_ready_o,
    input  wire [INDEX_WIDTH-1:0]        peek_neuron_i,
    output wire                          peek_valid_o,    // one clock later, for one clock
    output wire [WIDTH-1:0]              peek_v_o,
    output wire [COUNT_WIDTH-1:0]        peek_refractory_o,
    output wire [CURRENT_WIDTH-1:0]      peek_current_o,
    input  wire signed [VALUE_WIDTH-1:0] rest_i,
    input  wire signed [VALUE_WIDTH-1:0] leak_i,
    input  wire [RANDOM_WIDTH-1:0]       random_i,        // in the clock of each neuron's step
    input  wire signed [VALUE_WIDTH-1:0] threshold_i,
    input  wire signed [VALUE_WIDTH-1:0] negative_i,
    input  wire signed [VALUE_WIDTH-1:0] reset_to_i,
    output wire                          commit_valid_o,
    output wire [31:0]                   commit_step_o,
    output wire [INDEX_WIDTH-1:0]        commit_neuron_o,
    output wire [WIDTH-1:0]              commit_v_before_o,
    output wire [WIDTH-1:0]              commit_v_after_o,
    output wire [CURRENT_WIDTH-1:0]      commit_input_o,
    output wire                          commit_spike_o,
    output wire                          commit_spike_negative_o,
    output wire                          commit_saturated_o,
    output wire                          commit_wrapped_o,
    output wire                          commit_refractory_o
);

    localparam STATE = COUNT_WIDTH + WIDTH;

    // Where en_i is 0 nothing is cleared, and all waits as it does for the output.
    wire stall;
    wire hold  = stall || !en_i;
    wire clear = clear_i && en_i;

    // The input queue and the schedule.
    wire                   item_valid, item_ready, item_tick;
    wire [AXON_WIDTH-1:0]  item_axon, axon;
    wire                   clearing, walking, x_valid, x_tick, m_valid;
    wire [INDEX_WIDTH-1:0] neuron, x_neuron;
    wire                   in_room;
    wire [IN_DEPTH_LOG2:0] in_count;
    assign in_ready_o = in_room && en_i;

    lif_fifo #(.WIDTH(1 + AXON_WIDTH), .DEPTH_LOG2(IN_DEPTH_LOG2)) u_in (
        .clk_i(clk_i), .rst_ni(rst_ni), .clear_i(clear),
        .in_valid_i(in_valid_i && en_i), .in_ready_o(in_room), .in_data_i({in_tick_i, in_axon_i}),
        .out_valid_o(item_valid), .out_ready_i(item_ready), .out_data_o({item_tick, item_axon}),
        .count_o(in_count)
    );

    lif_core_control #(
        .NEURONS(NEURONS), .INDEX_WIDTH(INDEX_WIDTH), .AXON_WIDTH(AXON_WIDTH)
    ) u_control (
        .clk_i(clk_i), .rst_ni(rst_ni), .clear_i(clear), .stall_i(hold),
        .in_valid_i(item_valid), .in_ready_o(item_ready), .in_tick_i(item_tick),
        .in_axon_i(item_axon), .peek_valid_i(peek_valid_i), .peek_ready_o(peek_ready_o),
        .clearing_o(clearing), .walking_o(walking), .neuron_o(neuron), .axon_o(axon),
        .x_valid_o(x_valid), .x_tick_o(x_tick), .x_neuron_o(x_neuron), .m_valid_o(m_valid),
        .busy_o(busy_o)
    );

    // The memories: read for a walk or a peek, written by a neuron that executes or is cleared.
    wire                     peek    = peek_valid_i && peek_ready_o;
    wire                     read    = (walking && !hold) || peek;
    wire [INDEX_WIDTH-1:0]   address = peek ? peek_neuron_i : neuron;
    wire                     commits = x_valid && !hold && !clear;
    wire                     clears  = clearing && en_i;
    wire [INDEX_WIDTH-1:0]   target  = clearing ? neuron : x_neuron;
    wire [STATE-1:0]         state, state_next;
    wire [CURRENT_WIDTH-1:0] current, current_next;
    wire [WEIGHT_WIDTH-1:0]  weight;

    lif_memory #(.WIDTH(STATE), .ADDR_WIDTH(INDEX_WIDTH)) u_states (
        .clk_i(clk_i), .read_en_i(read), .read_addr_i(address), .read_data_o(state),
        .write_en_i(clears || (commits && x_tick)), .write_addr_i(target),
        .write_data_i(clearing ? {{COUNT_WIDTH{1'b0}}, INITIAL} : state_next)
    );

    lif_memory #(.WIDTH(CURRENT_WIDTH), .ADDR_WIDTH(INDEX_WIDTH)) u_currents (
        .clk_i(clk_i), .read_en_i(read), .read_addr_i(address), .read_data_o(current),
        .write_en_i(clears || commits), .write_addr_i(target),
        .write_data_i(clearing || x_tick ? {CURRENT_WIDTH{1'b0}} : current_next)
    );

    lif_memory #(
        .WIDTH(WEIGHT_WIDTH), .ADDR_WIDTH(AXON_WIDTH + INDEX_WIDTH), .FILE(WEIGHTS)
    ) u_weights (
        .clk_i(clk_i), .read_en_i(read), .read_addr_i({axon, address}), .read_data_o(weight),
        .write_en_i(weight_en_i && en_i), .write_addr_i({weight_axon_i, weight_neuron_i}),
        .write_data_i(weight_data_i)
    );

    // An event: the weight is added to the current, which clamps.
    localparam SUM = CURRENT_WIDTH + 2;
    wire signed [SUM-1:0] sum;
    wire                  sum_saturated, sum_wrapped;

    lif_integrate #(
        .WIDE(SUM), .WIDTH(CURRENT_WIDTH), .CURRENT_WIDTH(WEIGHT_WIDTH), .OVERFLOW("sat")
    ) u_sum (
        .x_i({{2{current[CURRENT_WIDTH-1]}}, current}), .current_i(weight), .x_o(sum),
        .saturated_o(sum_saturated), .wrapped_o(sum_wrapped)
    );
    assign current_next = sum[CURRENT_WIDTH-1:0];

    // A tick: the neuron steps.
    wire                   spike, spike_negative, waiting, saturated, wrapped;

    lif_step #(
        .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(CURRENT_WIDTH), .VALUE_WIDTH(VALUE_WIDTH),
        .RANDOM_WIDTH(RANDOM_WIDTH), .LEAK(LEAK), .TERMS(TERMS), .SHIFTS(SHIFTS),
        .FRACTION(FRACTION), .PAST(PAST), .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW),
        .NARROW(NARROW), .WHEN(WHEN), .BIT(BIT), .ON(ON), .NEGATIVE(NEGATIVE), .RESET(RESET),
        .COUNT_WIDTH(COUNT_WIDTH), .REFRACTORY_STEPS(REFRACTORY_STEPS),
        .REFRACTORY_INPUT(REFRACTORY_INPUT), .REFRACTORY_LEAK(REFRACTORY_LEAK),
        .REFRACTORY_COUNTED(REFRACTORY_COUNTED), .ORDER(ORDER)
    ) u_step (
        .en_i(en_i), .v_i(state[WIDTH-1:0]), .refractory_i(state[STATE-1:WIDTH]),
        .current_i(current), .rest_i(rest_i), .leak_i(leak_i), .random_i(random_i),
        .threshold_i(threshold_i), .negative_i(negative_i), .reset_to_i(reset_to_i),
        .spike_o(spike), .spike_negative_o(spike_negative), .v_o(state_next[WIDTH-1:0]),
        .refractory_o(state_next[STATE-1:WIDTH]), .waiting_o(waiting), .saturated_o(saturated),
        .wrapped_o(wrapped)
    );

    // The output queue, which stalls all while it is full.
    wire                    fires = x_valid && x_tick && (spike || spike_negative);
    wire                    has_room, has_word;
    wire [OUT_DEPTH_LOG2:0] out_count;
    assign stall       = (fires || m_valid) && !has_room;
    assign out_valid_o = has_word && en_i;

    lif_fifo #(.WIDTH(2 + INDEX_WIDTH), .DEPTH_LOG2(OUT_DEPTH_LOG2)) u_out (
        .clk_i(clk_i), .rst_ni(rst_ni), .clear_i(clear),
        .in_valid_i((fires || m_valid) && en_i), .in_ready_o(has_room),
        .in_data_i({m_valid, fires && !spike, m_valid ? {INDEX_WIDTH{1'b0}} : x_neuron}),
        .out_valid_o(has_word), .out_ready_i(out_ready_i && en_i),
        .out_data_o({out_tick_o, out_negative_o, out_neuron_o}), .count_o(out_count)
    );

    // Peek: the words read one clock before.
    reg peek_q;
    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni)   peek_q <= 1'b0;
        else if (en_i) peek_q <= peek && !clear_i;

    assign peek_valid_o      = peek_q && en_i;
    assign peek_v_o          = state[WIDTH-1:0];
    assign peek_refractory_o = state[STATE-1:WIDTH];
    assign peek_current_o    = current;

    // Commit: a step of a neuron, in the clock whose rising edge makes it.
    reg [31:0] step_q;
    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni)               step_q <= 32'd0;
        else if (clear)            step_q <= 32'd0;
        else if (m_valid && !hold) step_q <= step_q + 32'd1;

    assign commit_valid_o          = commits && x_tick;
    assign commit_step_o           = step_q;
    assign commit_neuron_o         = x_neuron;
    assign commit_v_before_o       = state[WIDTH-1:0];
    assign commit_v_after_o        = state_next[WIDTH-1:0];
    assign commit_input_o          = current;
    assign commit_spike_o          = spike;
    assign commit_spike_negative_o = spike_negative;
    assign commit_saturated_o      = saturated;
    assign commit_wrapped_o        = wrapped;
    assign commit_refractory_o     = waiting;

    wire unused = &{1'b0, sum[SUM-1:CURRENT_WIDTH], sum_saturated, sum_wrapped, in_count,
                    out_count};

endmodule

`default_nettype wire
