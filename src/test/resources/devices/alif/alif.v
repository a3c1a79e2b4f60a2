`default_nettype none

// alif: a signed 12-bit neuron with adaptation, scheduled by enable. w raises the threshold
// and pulls the membrane down. spike is combinational, v is registered, rst is synchronous.
// The refractory counter is kept outside.
module alif (
    input  wire               clk,
    input  wire               rst,
    input  wire               enable,
    input  wire signed [11:0] i_syn,
    input  wire signed [11:0] v_th,
    input  wire signed [11:0] v_reset,
    input  wire [7:0]         b,
    input  wire [7:0]         d,
    input  wire               input_event,
    input  wire [3:0]         refract_cnt,
    output wire               spike,
    output reg  signed [11:0] v
);

    reg [7:0] w;

    // Leak: an arithmetic shift rounds towards minus infinity.
    wire signed [11:0] leak = v >>> 4;

    // Integrate: 12 bits, wraps.
    wire signed [11:0] v_next = v + i_syn - leak - $signed({4'b0, w});

    // Fire: v_th is zero-extended; with w the 13 bits may turn negative.
    wire signed [12:0] threshold = {1'b0, v_th} + {5'b0, w};
    wire signed [12:0] decided   = {v_next[11], v_next};
    wire               rested    = refract_cnt == 4'd0;

    assign spike = enable && rested && decided >= threshold;

    // The adaptation grows by b without a clamp and stops at 0 on its way down.
    wire [7:0] w_more = w + b;
    wire [7:0] w_less = w > d ? w - d : 8'd0;

    always @(posedge clk)
        if (rst) begin
            v <= 12'sd0;
            w <= 8'd0;
        end else if (spike) begin
            v <= v_reset;
            w <= w_more;
        end else if (enable) begin
            v <= v_next;
            if (input_event) w <= w_less;
        end

endmodule

`default_nettype wire
