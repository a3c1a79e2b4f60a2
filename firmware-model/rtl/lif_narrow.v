`default_nettype none

// Brings an exact value into the membrane's type, s or u of WIDTH bits.
//
//   OVERFLOW        a value outside becomes
//   sat             the nearest value of the type
//   clamp-at-zero   the same, and 0 where it is negative
//   wrap            itself modulo 2^WIDTH
//   checked         the same: hardware cannot stop, wrapped_o says so
//   exact           nothing: it passes as it is
//
// Combinational. The result is in the wide format of the operand, sign-extended.
module lif_narrow #(
    parameter         WIDE     = 18,       // bits of x, WIDTH + 1 or more
    parameter         WIDTH    = 16,       // bits of the type, 2 or more
    parameter [0:0]   SIGNED   = 1,
    parameter [127:0] OVERFLOW = "sat"
) (
    input  wire signed [WIDE-1:0] x_i,
    output wire signed [WIDE-1:0] y_o,
    output wire                   saturated_o,
    output wire                   wrapped_o
);

    localparam [0:0] EXACT   = OVERFLOW == "exact";
    localparam [0:0] AT_ZERO = OVERFLOW == "clamp-at-zero";
    localparam [0:0] CLAMPS  = OVERFLOW == "sat" || AT_ZERO;

    // A value fits if all bits above the type's repeat its sign.
    wire [WIDE-WIDTH-1:0] above = x_i[WIDE-1:WIDTH];
    wire                  sign  = SIGNED && x_i[WIDTH-1];
    wire                  fits  = above == {(WIDE-WIDTH){sign}};
    wire                  held  = fits && !(AT_ZERO && x_i[WIDE-1]);

    // The ends of the type: 0111… and 1000… if signed, 1111… and 0 if not.
    wire [WIDTH-1:0] top    = {!SIGNED, {(WIDTH-1){1'b1}}};
    wire             bottom = SIGNED && !AT_ZERO;

    wire [WIDE-1:0] clamped = !x_i[WIDE-1] ? {{(WIDE-WIDTH){1'b0}}, top}
                                           : {{(WIDE-WIDTH+1){bottom}}, {(WIDTH-1){1'b0}}};
    wire [WIDE-1:0] wrapped = {{(WIDE-WIDTH){sign}}, x_i[WIDTH-1:0]};

    assign y_o         = EXACT ? x_i : CLAMPS ? (held ? x_i : clamped) : wrapped;
    assign saturated_o = !EXACT && CLAMPS && !held;
    assign wrapped_o   = !EXACT && !CLAMPS && !fits;

    generate
        if (OVERFLOW != "sat" && OVERFLOW != "clamp-at-zero" && OVERFLOW != "wrap"
                && OVERFLOW != "checked" && OVERFLOW != "exact") begin : gen_wrong
            no_such_overflow wrong();
        end
    endgenerate

endmodule

`default_nettype wire
