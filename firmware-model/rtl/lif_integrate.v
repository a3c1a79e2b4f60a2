`default_nettype none

// Adds the inputs of a step to the running value, the first (leftmost) one first:
//
//   N(… N(N(x ± current1) ± current2) …)          N is lif_narrow; exact: N does nothing
//
// Combinational.
module lif_integrate #(
    parameter              WIDE          = 20,      // bits of the running value
    parameter              WIDTH         = 16,      // bits of the membrane
    parameter [0:0]        SIGNED        = 1,
    parameter              CURRENT_WIDTH = 12,      // bits of one input, signed; below WIDE
    parameter              INPUTS        = 1,       // how many, 1 or more
    parameter [INPUTS-1:0] TAKEN_AWAY    = 0,       // a 1 for each input that is subtracted
    parameter [127:0]      OVERFLOW      = "sat"
) (
    input  wire signed [WIDE-1:0]          x_i,
    input  wire [INPUTS*CURRENT_WIDTH-1:0] current_i,
    output wire signed [WIDE-1:0]          x_o,
    output wire                            saturated_o,
    output wire                            wrapped_o
);

    wire [WIDE*(INPUTS+1)-1:0] sum;
    wire [INPUTS-1:0]          saturated, wrapped;
    assign sum[WIDE*INPUTS +: WIDE] = x_i;

    genvar i;
    generate
        for (i = 0; i < INPUTS; i = i + 1) begin : gen_input
            wire [CURRENT_WIDTH-1:0] current = current_i[CURRENT_WIDTH*i +: CURRENT_WIDTH];
            wire signed [WIDE-1:0]   added   =
                {{(WIDE-CURRENT_WIDTH){current[CURRENT_WIDTH-1]}}, current};
            wire signed [WIDE-1:0]   x_was  = sum[WIDE*(i+1) +: WIDE];
            wire signed [WIDE-1:0]   x_new   = TAKEN_AWAY[i] ? x_was - added : x_was + added;

            lif_narrow #(
                .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .OVERFLOW(OVERFLOW)
            ) u_narrow (
                .x_i(x_new), .y_o(sum[WIDE*i +: WIDE]),
                .saturated_o(saturated[i]), .wrapped_o(wrapped[i])
            );
        end
    endgenerate

    assign x_o         = sum[WIDE-1:0];
    assign saturated_o = |saturated;
    assign wrapped_o   = |wrapped;

endmodule

`default_nettype wire
