`default_nettype none

// An unsigned neuron that halves its membrane in every clock and adds a current.
// One step a clock. The sum has WIDTH bits: a strong current wraps past the
// threshold without a spike, and a spike clears the membrane.
//
// spike is combinational: it answers a current in the same clock, also while
// rst is asserted. v is registered: it answers one clock later.
// rst is asynchronous, active high; before the first rst the membrane is undefined.
module lif_halving #(
    parameter        WIDTH     = 8,     // bits of current and membrane, 2 to 32
    parameter [31:0] THRESHOLD = 200    // fires from here on, membrane units, 1 to 2^WIDTH - 1
) (
    input  wire             clk,
    input  wire             rst,
    input  wire [WIDTH-1:0] current,
    output wire             spike,
    output reg  [WIDTH-1:0] v
);

    localparam [WIDTH-1:0] THETA = THRESHOLD[WIDTH-1:0];

    // Leak: half is left, rounded down.
    wire [WIDTH-1:0] v_leak = v >> 1;

    // Integrate: the carry is lost.
    wire [WIDTH-1:0] v_sum = v_leak + current;

    // Fire: the spike stands one clock before the membrane is cleared.
    assign spike = v_sum >= THETA;

    always @(posedge clk or posedge rst)
        if (rst) v <= {WIDTH{1'b0}};
        else     v <= spike ? {WIDTH{1'b0}} : v_sum;

endmodule

`default_nettype wire
