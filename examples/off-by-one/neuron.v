// A halving neuron with a bug to be found: the comparison below should be >=.
`default_nettype none

module neuron (
    input  wire       clk,
    input  wire       rst_n,
    input  wire [7:0] current,
    output wire       spike
);
    reg  [7:0] state;
    wire [7:0] next = current + (state >> 1);

    assign spike = next > 8'd200;

    always @(posedge clk or negedge rst_n)
        if (!rst_n) state <= 8'd0;
        else        state <= spike ? 8'd0 : next;
endmodule
