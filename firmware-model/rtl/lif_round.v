`default_nettype none

// x / 2^shift as an integer: the floor, and one more where the rounding says so.
//
//   ROUNDING       one more where                             rest: what the floor left over
//   floor          never
//   ceil           rest != 0
//   toward-zero    rest != 0 and x < 0
//   away           rest != 0 and x > 0
//   half-up        rest >= 1/2
//   half-even      rest >  1/2, or rest == 1/2 and the floor is odd
//   at-least-one   the floor is 0 and x is not
//   stochastic     rest + random mod 2^shift reaches 2^shift
//
// Combinational. Any shift is right, also one beyond WIDTH.
module lif_round #(
    parameter         WIDTH        = 16,       // bits of x, 2 or more
    parameter         SHIFT_WIDTH  = 5,
    parameter         RANDOM_WIDTH = 1,
    parameter [127:0] ROUNDING     = "floor"
) (
    input  wire signed [WIDTH-1:0] x_i,
    input  wire [SHIFT_WIDTH-1:0]  shift_i,
    input  wire [RANDOM_WIDTH-1:0] random_i,
    output wire signed [WIDTH-1:0] y_o
);

    localparam [0:0] STOCHASTIC = ROUNDING == "stochastic";
    localparam       SUM        = (WIDTH > RANDOM_WIDTH ? WIDTH : RANDOM_WIDTH) + 2;

    // The floor, and the bits below it.
    wire signed [WIDTH-1:0] floor   = x_i >>> shift_i;
    wire [SUM-1:0]          below   = ~({SUM{1'b1}} << shift_i);
    wire                    inexact = |(x_i & below[WIDTH-1:0]);

    // The same on 2x, one bit longer: its lowest bit is the half.
    wire signed [WIDTH:0] twice  = {x_i, 1'b0};
    wire signed [WIDTH:0] halves = twice >>> shift_i;
    wire                  half   = halves[0];
    wire                  beyond = |(twice & below[WIDTH:0]);

    // Every ROUNDING but stochastic.
    wire up = ROUNDING == "ceil"         ? inexact
            : ROUNDING == "toward-zero"  ? inexact && x_i[WIDTH-1]
            : ROUNDING == "away"         ? inexact && !x_i[WIDTH-1]
            : ROUNDING == "half-up"      ? half
            : ROUNDING == "half-even"    ? half && (beyond || floor[0])
            : ROUNDING == "at-least-one" ? floor == {WIDTH{1'b0}} && x_i != {WIDTH{1'b0}}
            :                              1'b0;

    // Stochastic: the carry of the random bits.
    wire signed [SUM-1:0] x_wide   = {{(SUM-WIDTH){x_i[WIDTH-1]}}, x_i};
    wire [SUM-1:0]        noise    = {{(SUM-RANDOM_WIDTH){1'b0}}, random_i} & below;
    wire signed [SUM-1:0] dithered = x_wide + $signed(noise);
    wire signed [SUM-1:0] drawn    = dithered >>> shift_i;

    assign y_o = STOCHASTIC ? drawn[WIDTH-1:0] : floor + $signed({{(WIDTH-1){1'b0}}, up});

    wire unused = &{1'b0, halves[WIDTH:1], drawn[SUM-1:WIDTH]};

    generate
        if (ROUNDING != "floor" && ROUNDING != "ceil" && ROUNDING != "toward-zero"
                && ROUNDING != "away" && ROUNDING != "half-up" && ROUNDING != "half-even"
                && ROUNDING != "at-least-one" && ROUNDING != "stochastic") begin : gen_wrong
            no_such_rounding wrong();
        end
    endgenerate

endmodule

`default_nettype wire
