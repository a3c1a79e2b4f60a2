`default_nettype none

// What a spike of either sign does to the running value.
//
//   RESET      x after a spike                                 N is lif_narrow
//   none       x
//   to         N(reset_to)
//   subtract   N(x - threshold), N(x - negative) after a negative spike
//   input      N(the sum of this step's inputs alone)
//
// Combinational. Without a spike x passes as it is.
module lif_reset #(
    parameter              WIDE          = 20,
    parameter              WIDTH         = 16,
    parameter [0:0]        SIGNED        = 1,
    parameter              CURRENT_WIDTH = 12,
    parameter              INPUTS        = 1,
    parameter [INPUTS-1:0] TAKEN_AWAY    = 0,
    parameter [127:0]      RESET         = "to",
    parameter [127:0]      OVERFLOW      = "sat"
) (
    input  wire                            spike_i,
    input  wire                            spike_negative_i,
    input  wire signed [WIDE-1:0]          x_i,
    input  wire signed [WIDE-1:0]          threshold_i,
    input  wire signed [WIDE-1:0]          negative_i,
    input  wire signed [WIDE-1:0]          reset_to_i,
    input  wire [INPUTS*CURRENT_WIDTH-1:0] current_i,
    output wire signed [WIDE-1:0]          x_o,
    output wire                            saturated_o,
    output wire                            wrapped_o
);

    localparam [0:0] NONE  = RESET == "none";
    localparam [0:0] INPUT = RESET == "input";

    // The inputs alone: integrated from 0.
    wire signed [WIDE-1:0] alone;
    wire                   alone_saturated, alone_wrapped;

    lif_integrate #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .CURRENT_WIDTH(CURRENT_WIDTH),
        .INPUTS(INPUTS), .TAKEN_AWAY(TAKEN_AWAY), .OVERFLOW(OVERFLOW)
    ) u_alone (
        .x_i({WIDE{1'b0}}), .current_i(current_i), .x_o(alone),
        .saturated_o(alone_saturated), .wrapped_o(alone_wrapped)
    );

    wire signed [WIDE-1:0] crossed = spike_i ? threshold_i : negative_i;
    wire signed [WIDE-1:0] target  = RESET == "to"       ? reset_to_i
                                   : RESET == "subtract" ? x_i - crossed
                                   :                       alone;
    wire signed [WIDE-1:0] narrowed;
    wire                   saturated, wrapped;

    lif_narrow #(
        .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .OVERFLOW(OVERFLOW)
    ) u_narrow (.x_i(target), .y_o(narrowed), .saturated_o(saturated), .wrapped_o(wrapped));

    wire resets = !NONE && (spike_i || spike_negative_i);

    assign x_o         = resets ? narrowed : x_i;
    assign saturated_o = resets && (saturated || (INPUT && alone_saturated));
    assign wrapped_o   = resets && (wrapped || (INPUT && alone_wrapped));

    generate
        if (RESET != "to" && RESET != "subtract" && !INPUT && !NONE) begin : gen_wrong
            no_such_reset wrong();
        end
    endgenerate

endmodule

`default_nettype wire
