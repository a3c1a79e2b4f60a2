`default_nettype none

// Sends bytes over a serial line: 1 start bit, 8 data bits (lowest first), 1 stop bit.
//
//   tx  ‾‾\_start_/ d0 X d1 X … X d7 /‾stop‾‾      each DIVISOR clocks long
//
// A byte is taken in the clock where valid_i and ready_o are 1; the start bit begins with the
// next clock, and ready_o is 1 again 10 * DIVISOR clocks later. Bytes follow without a gap.
module lif_uart_tx #(
    parameter DIVISOR = 104      // clocks a bit: f_clk / baud, 8 to 65535
) (
    input  wire       clk_i,
    input  wire       rst_ni,
    input  wire       valid_i,
    output wire       ready_o,
    input  wire [7:0] data_i,
    output wire       tx_o
);

    localparam [15:0] LAST_CLOCK = DIVISOR[15:0] - 16'd1;

    reg [8:0]  shift_q;     // what follows the bit on the line; ones shift in behind it
    reg [3:0]  bits_q;      // bits left, 0 when idle
    reg [15:0] clock_q;     // clocks left of this bit
    reg        tx_q;

    wire bit_ends = clock_q == 16'd0;

    assign ready_o = bits_q == 4'd0 || (bits_q == 4'd1 && bit_ends);
    assign tx_o    = tx_q;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            shift_q <= 9'h1ff;
            bits_q  <= 4'd0;
            clock_q <= 16'd0;
            tx_q    <= 1'b1;
        end else if (valid_i && ready_o) begin
            shift_q <= {1'b1, data_i};
            bits_q  <= 4'd10;
            clock_q <= LAST_CLOCK;
            tx_q    <= 1'b0;
        end else if (!bit_ends) begin
            clock_q <= clock_q - 16'd1;
        end else if (bits_q != 4'd0) begin
            shift_q <= {1'b1, shift_q[8:1]};
            bits_q  <= bits_q - 4'd1;
            clock_q <= bits_q == 4'd1 ? 16'd0 : LAST_CLOCK;
            tx_q    <= shift_q[0];
        end

endmodule

`default_nettype wire
