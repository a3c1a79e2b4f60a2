`default_nettype none

// The schedule of a time-multiplexed core: what each clock does.
//
//   CLEAR   one neuron a clock gets its reset state                     NEURONS clocks
//   IDLE    a waiting item of the input is taken, else a peek is served 1 clock an item
//   WALK    one neuron a clock is read; it executes one clock later     NEURONS clocks
//
// The stage registers x_* say what executes: the words that were read one clock before. The
// last neuron of an item executes while IDLE takes the next one, whose first read comes one
// clock later: no neuron is ever read before it is written, not even with NEURONS = 1.
// A step's mark m_valid_o follows its last neuron by one clock.
//
// stall_i freezes all of it. clear_i, at a rising edge, drops everything, stalled or not.
module lif_core_control #(
    parameter NEURONS     = 16,
    parameter INDEX_WIDTH = 4,
    parameter AXON_WIDTH  = 4
) (
    input  wire                   clk_i,
    input  wire                   rst_ni,
    input  wire                   clear_i,
    input  wire                   stall_i,
    input  wire                   in_valid_i,       // the input queue
    output wire                   in_ready_o,
    input  wire                   in_tick_i,
    input  wire [AXON_WIDTH-1:0]  in_axon_i,
    input  wire                   peek_valid_i,
    output wire                   peek_ready_o,
    output wire                   clearing_o,
    output wire                   walking_o,        // this clock reads neuron_o
    output wire [INDEX_WIDTH-1:0] neuron_o,
    output wire [AXON_WIDTH-1:0]  axon_o,
    output wire                   x_valid_o,        // this clock executes x_neuron_o
    output wire                   x_tick_o,
    output wire [INDEX_WIDTH-1:0] x_neuron_o,
    output wire                   m_valid_o,        // this clock marks the end of a step
    output wire                   busy_o
);

    localparam [1:0] CLEAR = 2'd0, IDLE = 2'd1, WALK = 2'd2;

    localparam [31:0]            LAST_NEURON = NEURONS - 1;
    localparam [INDEX_WIDTH-1:0] LAST        = LAST_NEURON[INDEX_WIDTH-1:0];
    localparam [INDEX_WIDTH-1:0] FIRST       = 0;
    localparam [INDEX_WIDTH-1:0] ONE         = 1;

    reg [1:0]             state_q;
    reg [INDEX_WIDTH-1:0] neuron_q;
    reg                   tick_q;
    reg [AXON_WIDTH-1:0]  axon_q;
    reg                   x_valid_q, x_tick_q;
    reg [INDEX_WIDTH-1:0] x_neuron_q;
    reg                   m_valid_q;

    wire last = neuron_q == LAST;
    wire take = in_valid_i && in_ready_o;

    assign in_ready_o   = state_q == IDLE && !stall_i && !(peek_valid_i && peek_ready_o);
    assign peek_ready_o = state_q == IDLE && !stall_i && !x_valid_q;
    assign clearing_o   = state_q == CLEAR;
    assign walking_o    = state_q == WALK;
    assign neuron_o     = neuron_q;
    assign axon_o       = axon_q;
    assign x_valid_o    = x_valid_q;
    assign x_tick_o     = x_tick_q;
    assign x_neuron_o   = x_neuron_q;
    assign m_valid_o    = m_valid_q;
    assign busy_o       = state_q != IDLE || x_valid_q || m_valid_q || in_valid_i;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            state_q    <= CLEAR;
            neuron_q   <= FIRST;
            tick_q     <= 1'b0;
            axon_q     <= {AXON_WIDTH{1'b0}};
            x_valid_q  <= 1'b0;
            x_tick_q   <= 1'b0;
            x_neuron_q <= FIRST;
            m_valid_q  <= 1'b0;
        end else if (clear_i) begin
            state_q    <= CLEAR;
            neuron_q   <= FIRST;
            x_valid_q  <= 1'b0;
            m_valid_q  <= 1'b0;
        end else if (!stall_i) begin
            if (take) begin
                state_q <= WALK;
                tick_q  <= in_tick_i;
                axon_q  <= in_axon_i;
            end else if (state_q != IDLE) begin
                neuron_q <= last ? FIRST : neuron_q + ONE;
                if (last) state_q <= IDLE;
            end
            x_valid_q  <= walking_o;
            x_tick_q   <= tick_q;
            x_neuron_q <= neuron_q;
            m_valid_q  <= x_valid_q && x_tick_q && x_neuron_q == LAST;
        end

    generate
        if (NEURONS < 1 || LAST_NEURON >> INDEX_WIDTH != 0) begin : gen_wrong
            index_width_is_too_small wrong();
        end
    endgenerate

endmodule

`default_nettype wire
