`default_nettype none

// Receives what lif_uart_tx sends. The line passes two registers, then each bit is the majority of
// three samples, a quarter of a bit apart around its middle, so that a glitch shorter than a
// quarter is outvoted.
//
//   rx  ‾‾\___start___/ d0 ‾‾‾X …        DIVISOR clocks a bit
//             ^ ^ ^       ^ ^ ^          samples at 1/4, 1/2, 3/4
//
// valid_o is 1 for one clock, 3/4 into the stop bit, with data_o, if the stop bit is 1. If it is
// 0: framing_error_o, or break_o where all bits were 0 too; then nothing is received until the
// line is 1 again. A start bit that the majority does not confirm is forgotten.
module lif_uart_rx #(
    parameter DIVISOR = 104      // clocks a bit: f_clk / baud, 8 to 65535
) (
    input  wire       clk_i,
    input  wire       rst_ni,
    input  wire       rx_i,
    output wire       valid_o,
    output wire [7:0] data_o,
    output wire       framing_error_o,
    output wire       break_o
);

    localparam [15:0] QUARTER = DIVISOR[17:2] - 16'd1;
    localparam [15:0] HALF    = DIVISOR[16:1] - 16'd1;
    localparam [15:0] THREE   = DIVISOR[16:1] + DIVISOR[17:2] - 16'd1;
    localparam [15:0] LAST    = DIVISOR[15:0] - 16'd1;

    localparam [1:0] IDLE = 2'd0, BITS = 2'd1, HIGH = 2'd2;

    reg [1:0]  sync_q;
    reg [1:0]  state_q;
    reg [15:0] clock_q;     // clocks into this bit
    reg [3:0]  bit_q;       // 0 start, 1 to 8 data, 9 stop
    reg [1:0]  seen_q;      // the first two samples of this bit
    reg [7:0]  shift_q;

    wire rx      = sync_q[1];
    wire decided = clock_q == THREE;
    wire level   = (seen_q[0] && seen_q[1]) || (rx && (seen_q[0] || seen_q[1]));
    wire stop    = state_q == BITS && bit_q == 4'd9 && decided;

    assign valid_o         = stop && level;
    assign data_o          = shift_q;
    assign break_o         = stop && !level && shift_q == 8'd0;
    assign framing_error_o = stop && !level && shift_q != 8'd0;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) sync_q <= 2'b11;
        else         sync_q <= {sync_q[0], rx_i};

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            state_q <= HIGH;
            clock_q <= 16'd0;
            bit_q   <= 4'd0;
            seen_q  <= 2'b00;
            shift_q <= 8'd0;
        end else if (state_q != BITS) begin
            // The clock that sees the edge is the first of the start bit.
            clock_q <= 16'd1;
            bit_q   <= 4'd0;
            if (state_q == IDLE && !rx) state_q <= BITS;
            if (state_q == HIGH && rx)  state_q <= IDLE;
        end else begin
            clock_q <= clock_q == LAST ? 16'd0 : clock_q + 16'd1;
            if (clock_q == LAST)    bit_q     <= bit_q + 4'd1;
            if (clock_q == QUARTER) seen_q[0] <= rx;
            if (clock_q == HALF)    seen_q[1] <= rx;
            if (decided && bit_q != 4'd0 && bit_q != 4'd9) shift_q <= {level, shift_q[7:1]};
            if (decided && bit_q == 4'd0 && level)         state_q <= IDLE;
            if (stop)                                      state_q <= level ? IDLE : HIGH;
        end

endmodule

`default_nettype wire
