`default_nettype none

// multicycle-fsm: a signed 12-bit neuron with one adder; a step takes 17 clocks from the
// start pulse on. spike follows the comparison in one state and is held in all others; rst
// leaves it alone. spike and valid are combinational from registers, v is registered.
// rst is asynchronous.
module multicycle_fsm (
    input  wire               clk,
    input  wire               rst,
    input  wire               start,
    input  wire               v_rest_load,
    input  wire               v_th_load,
    input  wire signed [11:0] vrest,
    input  wire signed [11:0] vth,
    input  wire [7:0]         input_spike,
    output wire               spike,
    output wire               valid,
    output reg  signed [11:0] v
);

    localparam [3:0] IDLE = 4'd0, CLEAR = 4'd1, LOAD = 4'd2, DISTANCE = 4'd3, HALF = 4'd4,
                     QUARTER = 4'd5, LEAKED = 4'd6, WEIGHTS = 4'd7, STORE = 4'd8,
                     COMPARE = 4'd9, FIRED = 4'd10, SILENT = 4'd11;

    reg [3:0]         state;
    reg signed [11:0] x     = 12'sd0;   // the accumulator
    reg signed [11:0] rest  = 12'sd0;
    reg signed [11:0] theta = 12'sd0;
    reg [7:0]         bits  = 8'd0;     // input spikes still to be added, the next one lowest
    reg [2:0]         index = 3'd0;
    reg               held;

    initial v = 12'sd0;

    reg signed [11:0] weight;
    always @*
        case (index)
            3'd0: weight = 12'sd6;
            3'd1: weight = 12'sd31;
            3'd2: weight = 12'sd7;
            3'd3: weight = 12'sd12;
            3'd4: weight = 12'sd17;
            3'd5: weight = 12'sd44;
            3'd6: weight = 12'sd34;
            3'd7: weight = 12'sd28;
        endcase

    // Leak: the distance to rest, halved twice, is added to v.
    // Integrate: one weight a clock. Every sum wraps at 12 bits.
    wire signed [11:0] term = state == DISTANCE ? rest
                            : state == LEAKED   ? v
                            : bits[0]           ? weight
                            :                     12'sd0;
    wire signed [11:0] base = state == DISTANCE ? -v : x;
    wire signed [11:0] sum  = base + term;
    wire               last = index == 3'd7;

    always @(posedge clk or posedge rst)
        if (rst) begin
            state <= IDLE;
            x     <= 12'sd0;
            bits  <= 8'd0;
            index <= 3'd0;
        end else case (state)
            IDLE:
                if (start) state <= CLEAR;
            CLEAR: begin
                x     <= 12'sd0;
                bits  <= 8'd0;
                index <= 3'd0;
                if (!start) state <= LOAD;
            end
            LOAD: begin
                bits  <= input_spike;
                state <= DISTANCE;
            end
            DISTANCE: begin
                x     <= sum;
                state <= HALF;
            end
            HALF: begin
                x     <= x >>> 1;
                state <= QUARTER;
            end
            QUARTER: begin
                x     <= x >>> 1;       // and a quarter
                state <= LEAKED;
            end
            LEAKED: begin
                x     <= sum;
                state <= WEIGHTS;
            end
            WEIGHTS: begin
                x     <= sum;
                bits  <= bits >> 1;
                index <= index + 3'd1;
                if (last) state <= STORE;
            end
            STORE:
                state <= COMPARE;
            COMPARE:
                state <= spike ? FIRED : SILENT;
            default:
                state <= IDLE;
        endcase

    // Fire: strictly above. A spike sets v to rest; so does a new rest value, to the old one.
    wire above   = v > theta;
    wire to_rest = v_rest_load || state == FIRED;

    assign spike = state == COMPARE ? above : held;
    assign valid = state == FIRED || state == SILENT;

    always @(posedge clk)
        held <= spike;

    always @(posedge clk or posedge rst)
        if (rst) begin
            v     <= 12'sd0;
            rest  <= 12'sd0;
            theta <= 12'sd0;
        end else begin
            if (v_rest_load) rest  <= vrest;
            if (v_th_load)   theta <= vth;
            if (state == STORE) v <= x;
            else if (to_rest)   v <= rest;
        end

endmodule

`default_nettype wire
