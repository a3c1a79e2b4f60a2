`default_nettype none

// A neuron of the LIF family: lif_step between its registers, one step a clock.
// Parameters have the names and words of a spec's short form; a value that the spec gives as a
// number is a constant at its port, one that it takes from an input is a wire.
//
// spike is combinational, or with OUTPUT "registered" one step late; v is registered.
// en_i = 0: every register holds and nothing fires.
//
// The commit port shows a step in the clock whose rising edge makes it: sample it there. With
// COMMIT = 0 it is 0 and costs nothing.
module lif_neuron #(
    parameter [127:0]       RST                = "async",
    parameter               WIDTH              = 16,      // bits of the membrane, 2 to 32
    parameter [0:0]         SIGNED             = 1,
    parameter [WIDTH-1:0]   INITIAL            = 0,       // what rst loads into the membrane
    parameter               CURRENT_WIDTH      = 12,      // bits of an input, signed
    parameter               INPUTS             = 1,
    parameter [INPUTS-1:0]  TAKEN_AWAY         = 0,       // a 1 for each input that is subtracted
    parameter               VALUE_WIDTH        = 17,      // bits of rest, threshold, …, signed
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
    parameter [127:0]       OUTPUT             = "combinational",
    parameter [0:0]         NEGATIVE           = 0,
    parameter [127:0]       RESET              = "to",
    parameter               COUNT_WIDTH        = 4,       // 2^COUNT_WIDTH > REFRACTORY_STEPS
    parameter [31:0]        REFRACTORY_STEPS   = 0,
    parameter [127:0]       REFRACTORY_INPUT   = "ignored",
    parameter [127:0]       REFRACTORY_LEAK    = "on",
    parameter [127:0]       REFRACTORY_COUNTED = "after",
    parameter [255:0]       ORDER              = "leak, integrate, fire",
    parameter [0:0]         COMMIT             = 0
) (
    input  wire                            clk_i,
    input  wire                            rst_ni,
    input  wire                            en_i,
    input  wire [INPUTS*CURRENT_WIDTH-1:0] current_i,     // {first, second, …}
    input  wire signed [VALUE_WIDTH-1:0]   rest_i,
    input  wire signed [VALUE_WIDTH-1:0]   leak_i,        // the shift, the factor or the amount
    input  wire [RANDOM_WIDTH-1:0]         random_i,      // for ROUNDING "stochastic"
    input  wire signed [VALUE_WIDTH-1:0]   threshold_i,
    input  wire signed [VALUE_WIDTH-1:0]   negative_i,    // the negative threshold
    input  wire signed [VALUE_WIDTH-1:0]   reset_to_i,
    output wire                            spike_o,
    output wire                            spike_negative_o,
    output wire                            fires_o,       // spike, before OUTPUT's register
    output wire [WIDTH-1:0]                v_o,
    output wire [COUNT_WIDTH-1:0]          refractory_o,  // the steps left
    output wire                            commit_valid_o,
    output wire [31:0]                     commit_step_o,
    output wire [WIDTH-1:0]                commit_v_before_o,
    output wire [WIDTH-1:0]                commit_v_after_o,
    output wire signed [31:0]              commit_input_o,    // the sum of the inputs
    output wire                            commit_spike_o,
    output wire                            commit_spike_negative_o,
    output wire                            commit_saturated_o,
    output wire                            commit_wrapped_o,
    output wire                            commit_refractory_o
);

    wire                   waiting, saturated, wrapped, fires_negative;
    wire [COUNT_WIDTH-1:0] count_next;
    wire [WIDTH-1:0]       v_next;

    lif_step #(
        .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(CURRENT_WIDTH), .INPUTS(INPUTS),
        .TAKEN_AWAY(TAKEN_AWAY), .VALUE_WIDTH(VALUE_WIDTH), .RANDOM_WIDTH(RANDOM_WIDTH),
        .LEAK(LEAK), .TERMS(TERMS), .SHIFTS(SHIFTS), .FRACTION(FRACTION), .PAST(PAST),
        .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW), .NARROW(NARROW), .WHEN(WHEN), .BIT(BIT),
        .ON(ON), .NEGATIVE(NEGATIVE), .RESET(RESET), .COUNT_WIDTH(COUNT_WIDTH),
        .REFRACTORY_STEPS(REFRACTORY_STEPS), .REFRACTORY_INPUT(REFRACTORY_INPUT),
        .REFRACTORY_LEAK(REFRACTORY_LEAK), .REFRACTORY_COUNTED(REFRACTORY_COUNTED), .ORDER(ORDER)
    ) u_step (
        .en_i(en_i), .v_i(v_o), .refractory_i(refractory_o), .current_i(current_i), .rest_i(rest_i),
        .leak_i(leak_i), .random_i(random_i), .threshold_i(threshold_i),
        .negative_i(negative_i), .reset_to_i(reset_to_i),
        .spike_o(fires_o), .spike_negative_o(fires_negative), .v_o(v_next),
        .refractory_o(count_next), .waiting_o(waiting), .saturated_o(saturated),
        .wrapped_o(wrapped)
    );

    lif_register #(.WIDTH(WIDTH), .VALUE(INITIAL), .RST(RST)) u_v (
        .clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .d_i(v_next), .q_o(v_o)
    );

    lif_register #(.WIDTH(COUNT_WIDTH), .RST(RST)) u_count (
        .clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .d_i(count_next), .q_o(refractory_o)
    );

    // Output: as it is decided, or one step late.
    localparam [0:0] LATE = OUTPUT == "registered";
    wire             spike_q, spike_negative_q;

    lif_register #(.WIDTH(2), .RST(RST)) u_spike (
        .clk_i(clk_i), .rst_ni(rst_ni), .en_i(en_i), .d_i({fires_negative, fires_o}),
        .q_o({spike_negative_q, spike_q})
    );
    assign spike_o          = LATE ? spike_q : fires_o;
    assign spike_negative_o = LATE ? spike_negative_q : fires_negative;

    // Commit.
    localparam SUM = 33 + CURRENT_WIDTH + INPUTS;
    wire signed [SUM-1:0] input_sum;
    wire                  never_saturated, never_wrapped;
    wire [31:0]           step;
    wire                  runs = RST == "none" || rst_ni;

    lif_integrate #(
        .WIDE(SUM), .WIDTH(32), .CURRENT_WIDTH(CURRENT_WIDTH), .INPUTS(INPUTS),
        .TAKEN_AWAY(TAKEN_AWAY), .OVERFLOW("exact")
    ) u_sum (
        .x_i({SUM{1'b0}}), .current_i(current_i), .x_o(input_sum),
        .saturated_o(never_saturated), .wrapped_o(never_wrapped)
    );

    lif_register #(.WIDTH(32), .RST(RST)) u_commit_step (
        .clk_i(clk_i), .rst_ni(rst_ni), .en_i(COMMIT && en_i), .d_i(step + 32'd1), .q_o(step)
    );

    assign commit_valid_o          = COMMIT && en_i && runs;
    assign commit_step_o           = COMMIT ? step : 32'd0;
    assign commit_v_before_o       = COMMIT ? v_o : {WIDTH{1'b0}};
    assign commit_v_after_o        = COMMIT ? v_next : {WIDTH{1'b0}};
    assign commit_input_o          = COMMIT ? input_sum[31:0] : 32'sd0;
    assign commit_spike_o          = COMMIT && fires_o;
    assign commit_spike_negative_o = COMMIT && fires_negative;
    assign commit_saturated_o      = COMMIT && saturated;
    assign commit_wrapped_o        = COMMIT && wrapped;
    assign commit_refractory_o     = COMMIT && waiting;

    wire unused = &{1'b0, input_sum[SUM-1:32], never_saturated, never_wrapped};

    generate
        if (OUTPUT != "combinational" && OUTPUT != "registered") begin : gen_wrong
            no_such_output wrong();
        end
    endgenerate

endmodule

`default_nettype wire
