`default_nettype none

// One step of one neuron, combinational: leak, integrate and fire in any order.
//
//          +------- refractory: waiting ------+
//          v            v                     v
//   v -> [leak] -> [integrate] -> [fire, reset] -> v'      (ORDER: any permutation)
//
// A waiting neuron does not fire; its leak and its inputs go on as the parameters say.
// The running value is signed and exact in WIDE bits. NARROW "each-addition" brings it into
// the membrane's type after every term, "write-back" once, at v'.
module lif_step #(
    parameter               WIDTH              = 16,      // bits of the membrane, 2 to 32
    parameter [0:0]         SIGNED             = 1,
    parameter               CURRENT_WIDTH      = 12,      // bits of an input, signed
    parameter               INPUTS             = 1,
    parameter [INPUTS-1:0]  TAKEN_AWAY         = 0,
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
    parameter [0:0]         NEGATIVE           = 0,
    parameter [127:0]       RESET              = "to",
    parameter               COUNT_WIDTH        = 4,
    parameter [31:0]        REFRACTORY_STEPS   = 0,
    parameter [127:0]       REFRACTORY_INPUT   = "ignored",
    parameter [127:0]       REFRACTORY_LEAK    = "on",
    parameter [127:0]       REFRACTORY_COUNTED = "after",
    parameter [255:0]       ORDER              = "leak, integrate, fire"
) (
    input  wire                            en_i,          // 0: nothing fires
    input  wire [WIDTH-1:0]                v_i,           // before the step
    input  wire [COUNT_WIDTH-1:0]          refractory_i,
    input  wire [INPUTS*CURRENT_WIDTH-1:0] current_i,     // {first, second, …}
    input  wire signed [VALUE_WIDTH-1:0]   rest_i,
    input  wire signed [VALUE_WIDTH-1:0]   leak_i,
    input  wire [RANDOM_WIDTH-1:0]         random_i,
    input  wire signed [VALUE_WIDTH-1:0]   threshold_i,
    input  wire signed [VALUE_WIDTH-1:0]   negative_i,
    input  wire signed [VALUE_WIDTH-1:0]   reset_to_i,
    output wire                            spike_o,
    output wire                            spike_negative_o,
    output wire [WIDTH-1:0]                v_o,           // after the step
    output wire [COUNT_WIDTH-1:0]          refractory_o,
    output wire                            waiting_o,
    output wire                            saturated_o,   // a value that counts was clamped
    output wire                            wrapped_o
);

    // Guard bits: one over the widest operand, one for a sum of two; written back exact, what
    // the terms, the inputs and the product can add.
    localparam [0:0]   EACH    = NARROW == "each-addition";
    localparam         LONGER  = VALUE_WIDTH > CURRENT_WIDTH ? VALUE_WIDTH : CURRENT_WIDTH;
    localparam         WIDEST  = LONGER > WIDTH ? LONGER : WIDTH + 1;
    localparam         PRODUCT = LEAK != "decayed"      ? 0
                               : VALUE_WIDTH > FRACTION ? VALUE_WIDTH - FRACTION + 3 : 3;
    localparam         GUARD   = EACH ? 2 : 2 + INPUTS + TERMS + PRODUCT;
    localparam         WIDE    = WIDEST + GUARD;
    localparam [127:0] INNER   = EACH ? OVERFLOW : "exact";
    localparam [127:0] LAST    = EACH ? "exact" : OVERFLOW;

    localparam VALUE_SIGN = WIDE - VALUE_WIDTH;
    wire signed [WIDE-1:0] v         = {{(WIDE-WIDTH){SIGNED && v_i[WIDTH-1]}}, v_i};
    wire signed [WIDE-1:0] rest      = {{VALUE_SIGN{rest_i[VALUE_WIDTH-1]}}, rest_i};
    wire signed [WIDE-1:0] threshold = {{VALUE_SIGN{threshold_i[VALUE_WIDTH-1]}}, threshold_i};
    wire signed [WIDE-1:0] negative  = {{VALUE_SIGN{negative_i[VALUE_WIDTH-1]}}, negative_i};
    wire signed [WIDE-1:0] reset_to  = {{VALUE_SIGN{reset_to_i[VALUE_WIDTH-1]}}, reset_to_i};

    // Leak.
    wire signed [WIDE-1:0] leak_x, leaked, leak_y;
    wire                   leak_saturated, leak_wrapped;
    wire                   leaks = !(waiting_o && REFRACTORY_LEAK == "off");

    lif_leak #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .VALUE_WIDTH(VALUE_WIDTH),
        .RANDOM_WIDTH(RANDOM_WIDTH), .LEAK(LEAK), .TERMS(TERMS), .SHIFTS(SHIFTS),
        .FRACTION(FRACTION), .PAST(PAST), .ROUNDING(ROUNDING), .OVERFLOW(INNER)
    ) u_leak (
        .x_i(leak_x), .rest_i(rest), .leak_i(leak_i), .random_i(random_i), .x_o(leaked),
        .saturated_o(leak_saturated), .wrapped_o(leak_wrapped)
    );
    assign leak_y = leaks ? leaked : leak_x;

    // Integrate.
    wire signed [WIDE-1:0] integrate_x, integrated, integrate_y;
    wire                   integrate_saturated, integrate_wrapped;
    wire                   takes = !(waiting_o && REFRACTORY_INPUT == "ignored");

    lif_integrate #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(CURRENT_WIDTH),
        .INPUTS(INPUTS), .TAKEN_AWAY(TAKEN_AWAY), .OVERFLOW(INNER)
    ) u_integrate (
        .x_i(integrate_x), .current_i(current_i), .x_o(integrated),
        .saturated_o(integrate_saturated), .wrapped_o(integrate_wrapped)
    );
    assign integrate_y = takes ? integrated : integrate_x;

    // Fire, and what a spike does.
    wire signed [WIDE-1:0] fire_x, fire_y;
    wire                   reset_saturated, reset_wrapped;

    lif_fire #(.WIDE(WIDE), .WHEN(WHEN), .BIT(BIT), .NEGATIVE(NEGATIVE)) u_fire (
        .may_i(en_i && !waiting_o), .y_i(ON == "previous" ? v : fire_x),
        .threshold_i(threshold), .negative_i(negative),
        .spike_o(spike_o), .spike_negative_o(spike_negative_o)
    );

    lif_reset #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(CURRENT_WIDTH),
        .INPUTS(INPUTS), .TAKEN_AWAY(TAKEN_AWAY), .RESET(RESET), .OVERFLOW(INNER)
    ) u_reset (
        .spike_i(spike_o), .spike_negative_i(spike_negative_o), .x_i(fire_x),
        .threshold_i(threshold), .negative_i(negative), .reset_to_i(reset_to),
        .current_i(current_i), .x_o(fire_y), .saturated_o(reset_saturated), .wrapped_o(reset_wrapped)
    );

    lif_refractory #(
        .COUNT_WIDTH(COUNT_WIDTH), .STEPS(REFRACTORY_STEPS), .COUNTED(REFRACTORY_COUNTED)
    ) u_refractory (
        .count_i(refractory_i), .fires_i(spike_o || spike_negative_o),
        .waiting_o(waiting_o), .count_o(refractory_o)
    );

    wire signed [WIDE-1:0] x;

    lif_order #(.WIDE(WIDE), .ORDER(ORDER)) u_order (
        .v_i(v), .leak_y_i(leak_y), .integrate_y_i(integrate_y), .fire_y_i(fire_y),
        .leak_x_o(leak_x), .integrate_x_o(integrate_x), .fire_x_o(fire_x), .x_o(x)
    );

    // Write-back.
    wire signed [WIDE-1:0] v_next;
    wire                   last_saturated, last_wrapped;

    lif_narrow #(.WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .OVERFLOW(LAST)) u_narrow (
        .x_i(x), .y_o(v_next), .saturated_o(last_saturated), .wrapped_o(last_wrapped)
    );

    assign v_o         = v_next[WIDTH-1:0];
    assign saturated_o = (leaks && leak_saturated) || (takes && integrate_saturated)
                      || reset_saturated || last_saturated;
    assign wrapped_o   = (leaks && leak_wrapped) || (takes && integrate_wrapped)
                      || reset_wrapped || last_wrapped;

    wire unused = &{1'b0, v_next[WIDE-1:WIDTH]};

    generate
        if ((NARROW != "each-addition" && NARROW != "write-back")
                || (ON != "updated" && ON != "previous")
                || (REFRACTORY_INPUT != "ignored" && REFRACTORY_INPUT != "integrated")
                || (REFRACTORY_LEAK != "on" && REFRACTORY_LEAK != "off")) begin : gen_wrong
            no_such_choice wrong();
        end
    endgenerate

endmodule

`default_nettype wire
