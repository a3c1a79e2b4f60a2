`default_nettype none

// How the membrane decays in one step; d = x - rest, R is lif_round, N is lif_narrow.
//
//   LEAK       result
//   none       x
//   shift      N(x - R(d / 2^leak))
//   shifts     N(… N(x - R(d / 2^k1)) - R(d / 2^k2) …); a negative k adds R(d / 2^-k)
//   decayed    N(rest + R(d * leak / 2^FRACTION))
//   subtract   N(max(x - leak, rest)) above rest, N(min(x + leak, rest)) below; PAST: no max, min
//
// Combinational. All values are signed and exact in WIDE bits.
module lif_leak #(
    parameter               WIDE         = 20,       // bits of the running value
    parameter               WIDTH        = 16,       // bits of the membrane
    parameter [0:0]         SIGNED       = 1,
    parameter               VALUE_WIDTH  = 17,       // bits of leak_i, signed
    parameter               RANDOM_WIDTH = 1,
    parameter [127:0]       LEAK         = "shift",
    parameter               TERMS        = 1,        // how many SHIFTS, 1 or more
    parameter [8*TERMS-1:0] SHIFTS       = 8'd0,     // {8'd3, -8'd5} for [3, -5]
    parameter               FRACTION     = 0,        // bits, 0 to 63
    parameter [0:0]         PAST         = 0,
    parameter [127:0]       ROUNDING     = "floor",
    parameter [127:0]       OVERFLOW     = "sat"     // exact: N does nothing
) (
    input  wire signed [WIDE-1:0]        x_i,
    input  wire signed [WIDE-1:0]        rest_i,
    input  wire signed [VALUE_WIDTH-1:0] leak_i,     // the shift, the factor or the amount
    input  wire [RANDOM_WIDTH-1:0]       random_i,
    output wire signed [WIDE-1:0]        x_o,
    output wire                          saturated_o,
    output wire                          wrapped_o
);

    localparam [0:0] LISTED     = LEAK == "shifts";
    localparam [0:0] SHIFTED    = LEAK == "shift" || LISTED;
    localparam [0:0] DECAYED    = LEAK == "decayed";
    localparam [0:0] SUBTRACTED = LEAK == "subtract";
    localparam       SHIFT_WIDTH = VALUE_WIDTH < 7 ? VALUE_WIDTH : 7;
    localparam       PRODUCT     = WIDE + VALUE_WIDTH;

    wire signed [WIDE-1:0] d = x_i - rest_i;

    // Shifts: each term is a part of the same d, rounded and narrowed by itself.
    wire [WIDE*(TERMS+1)-1:0] sum;
    wire [TERMS-1:0]          term_saturated, term_wrapped;
    assign sum[WIDE*TERMS +: WIDE] = x_i;

    genvar i;
    generate
        for (i = 0; i < TERMS; i = i + 1) begin : gen_term
            localparam [7:0] K     = SHIFTS[8*i +: 8];
            localparam [0:0] ADDED = LISTED && K[7];
            localparam [7:0] SIZE  = K[7] ? -K : K;

            wire [SHIFT_WIDTH-1:0] shift = LISTED ? SIZE[SHIFT_WIDTH-1:0] : leak_i[SHIFT_WIDTH-1:0];
            wire signed [WIDE-1:0] x_was = sum[WIDE*(i+1) +: WIDE];
            wire signed [WIDE-1:0] term;
            wire signed [WIDE-1:0] x_new = ADDED ? x_was + term : x_was - term;

            lif_round #(
                .WIDTH(WIDE), .SHIFT_WIDTH(SHIFT_WIDTH), .RANDOM_WIDTH(RANDOM_WIDTH),
                .ROUNDING(ROUNDING)
            ) u_round (.x_i(d), .shift_i(shift), .random_i(random_i), .y_o(term));

            lif_narrow #(
                .WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .OVERFLOW(OVERFLOW)
            ) u_narrow (
                .x_i(x_new), .y_o(sum[WIDE*i +: WIDE]),
                .saturated_o(term_saturated[i]), .wrapped_o(term_wrapped[i])
            );
        end
    endgenerate

    // Decayed: what is left is a fraction of d.
    wire signed [PRODUCT-1:0] d_long  = {{VALUE_WIDTH{d[WIDE-1]}}, d};
    wire signed [PRODUCT-1:0] factor  = {{WIDE{leak_i[VALUE_WIDTH-1]}}, leak_i};
    wire signed [PRODUCT-1:0] product = d_long * factor;
    wire signed [PRODUCT-1:0] kept;

    lif_round #(
        .WIDTH(PRODUCT), .SHIFT_WIDTH(6), .RANDOM_WIDTH(RANDOM_WIDTH), .ROUNDING(ROUNDING)
    ) u_kept (.x_i(product), .shift_i(FRACTION[5:0]), .random_i(random_i), .y_o(kept));

    // Subtract: towards rest, and not past it unless PAST.
    wire signed [WIDE-1:0] amount = {{(WIDE-VALUE_WIDTH){leak_i[VALUE_WIDTH-1]}}, leak_i};
    wire signed [WIDE-1:0] down   = x_i - amount;
    wire signed [WIDE-1:0] up     = x_i + amount;
    wire signed [WIDE-1:0] toward = d == {WIDE{1'b0}} ? x_i
                                  : !d[WIDE-1] ? (PAST || down > rest_i ? down : rest_i)
                                  :              (PAST || up   < rest_i ? up   : rest_i);

    // The two of one term are narrowed once.
    wire signed [PRODUCT-1:0] rest_long   = {{VALUE_WIDTH{rest_i[WIDE-1]}}, rest_i};
    wire signed [PRODUCT-1:0] toward_long = {{VALUE_WIDTH{toward[WIDE-1]}}, toward};
    wire signed [PRODUCT-1:0] exact       = DECAYED ? rest_long + kept : toward_long;
    wire signed [PRODUCT-1:0] narrowed;
    wire                      saturated, wrapped;

    lif_narrow #(
        .WIDE(PRODUCT), .WIDTH(WIDTH), .SIGNED(SIGNED), .OVERFLOW(OVERFLOW)
    ) u_narrow (.x_i(exact), .y_o(narrowed), .saturated_o(saturated), .wrapped_o(wrapped));

    assign x_o         = SHIFTED                 ? sum[WIDE-1:0]
                       : DECAYED || SUBTRACTED   ? narrowed[WIDE-1:0]
                       :                           x_i;
    assign saturated_o = SHIFTED ? |term_saturated : (DECAYED || SUBTRACTED) && saturated;
    assign wrapped_o   = SHIFTED ? |term_wrapped   : (DECAYED || SUBTRACTED) && wrapped;

    wire unused = &{1'b0, narrowed[PRODUCT-1:WIDE]};

    generate
        if (!SHIFTED && !DECAYED && !SUBTRACTED && LEAK != "none") begin : gen_wrong
            no_such_leak wrong();
        end
    endgenerate

endmodule

`default_nettype wire
