`default_nettype none

// vhdl-saturating: a signed 8-bit membrane, one saturating adder and a controller. A weight
// is added in every clock that exc or inh holds its state; exc and inh together make a step,
// which fires or leaks. spike and ready are the controller's states; v is registered.
// rst is asynchronous for the controller alone, which then clears v at the next edge.
module vhdl_saturating (
    input  wire              clk,
    input  wire              rst,
    input  wire              restart,
    input  wire              exc,
    input  wire              inh,
    input  wire              exc_spike,
    input  wire              inh_spike,
    input  wire signed [7:0] exc_weight,
    input  wire signed [7:0] inh_weight,
    input  wire signed [7:0] v_th,
    input  wire signed [7:0] v_reset,
    output wire              spike,
    output wire              ready,
    output reg  signed [7:0] v
);

    localparam [2:0] RESET = 3'd0, IDLE = 3'd1, INIT = 3'd2, EXCITE = 3'd3,
                     INHIBIT = 3'd4, FIRE = 3'd5, LEAK = 3'd6;

    reg [2:0] state = RESET;

    // Leak: an eighth, rounded towards minus infinity, goes through the adder.
    wire signed [7:0] eighth = v >>> 3;

    // Integrate: one adder for both weights and the leak; it saturates.
    wire signed [7:0] exc_term = exc_spike ? exc_weight : 8'sd0;
    wire signed [7:0] inh_term = inh_spike ? inh_weight : 8'sd0;
    wire signed [7:0] term     = state == EXCITE  ? exc_term
                               : state == INHIBIT ? inh_term
                               :                    -eighth;
    wire signed [8:0] sum   = {v[7], v} + {term[7], term};
    wire              over  = sum[8] != sum[7];
    wire signed [7:0] v_sum = over ? {sum[8], {7{!sum[8]}}} : sum[7:0];

    always @(posedge clk)
        case (state)
            IDLE:        v <= v;
            EXCITE:      v <= v_sum;
            INHIBIT:     v <= v_sum;
            LEAK:        v <= v_sum;
            FIRE:        v <= v_reset;
            default:     v <= 8'sd0;
        endcase

    // Fire: strictly above, before the leak.
    wire above = v > v_th;
    wire both  = exc && inh;

    assign spike = state == FIRE;
    assign ready = state == IDLE;

    always @(posedge clk or posedge rst)
        if (rst) state <= RESET;
        else case (state)
            IDLE:
                if (restart)   state <= INIT;
                else if (both) state <= above ? FIRE : LEAK;
                else if (exc)  state <= EXCITE;
                else if (inh)  state <= INHIBIT;
            EXCITE:
                if (!exc)      state <= IDLE;
            INHIBIT:
                if (!inh)      state <= IDLE;
            FIRE, LEAK:
                               state <= both ? LEAK : IDLE;
            default:
                               state <= IDLE;
        endcase

endmodule

`default_nettype wire
