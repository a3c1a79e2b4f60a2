`default_nettype none

// tinyodin: a signed 12-bit potential, changed by events; spike is combinational, v is
// registered, rst is synchronous. time_ref turns a synaptic event into a leak event.
module tinyodin (
    input  wire               clk,
    input  wire               rst,
    input  wire               syn_event,
    input  wire               time_ref,
    input  wire signed [3:0]  syn_weight,
    input  wire [6:0]         leak_str,
    input  wire [11:0]        thr,
    output wire               spike,
    output reg  signed [11:0] v
);

    // Leak: towards 0 from either side. A sign that changed has passed it.
    wire signed [11:0] strength = {5'b0, leak_str};
    wire signed [11:0] moved    = v[11] ? v + strength : v - strength;
    wire               passed   = moved[11] != v[11];
    wire signed [11:0] leaked   = passed ? 12'sd0 : moved;

    // Integrate: one guard bit, then clamp.
    wire signed [12:0] sum   = {v[11], v} + {{9{syn_weight[3]}}, syn_weight};
    wire               over  = sum[12] != sum[11];
    wire signed [11:0] added = over ? {sum[12], {11{!sum[12]}}} : sum[11:0];

    wire signed [11:0] v_event = !syn_event ? v : time_ref ? leaked : added;

    // Fire: the threshold is unsigned, and no negative potential reaches it.
    assign spike = !v_event[11] && $unsigned(v_event) >= thr;

    always @(posedge clk)
        if (rst)        v <= 12'sd0;
        else if (spike) v <= 12'sd0;
        else            v <= v_event;

endmodule

`default_nettype wire
