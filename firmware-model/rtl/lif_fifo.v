`default_nettype none

// A queue of 2^DEPTH_LOG2 words between two valid/ready ports.
//
//   in_valid, in_ready  -> [ oldest … newest ] ->  out_valid, out_ready
//
// A word moves where valid and ready are 1 at a rising edge; one that enters an empty queue is
// at the output in the next clock. Full: in_ready_o is 0, also in a clock in which a word leaves.
// Neither ready nor valid hangs combinationally on the other side. clear_i empties it.
module lif_fifo #(
    parameter WIDTH      = 8,
    parameter DEPTH_LOG2 = 4      // 1 or more
) (
    input  wire                clk_i,
    input  wire                rst_ni,
    input  wire                clear_i,
    input  wire                in_valid_i,
    output wire                in_ready_o,
    input  wire [WIDTH-1:0]    in_data_i,
    output wire                out_valid_o,
    input  wire                out_ready_i,
    output wire [WIDTH-1:0]    out_data_o,
    output wire [DEPTH_LOG2:0] count_o
);

    localparam [DEPTH_LOG2:0] ONE = 1;

    reg [WIDTH-1:0]    word [0:(1<<DEPTH_LOG2)-1];
    reg [DEPTH_LOG2:0] write_q, read_q;     // one bit more than an address: a lap

    wire push = in_valid_i && in_ready_o;
    wire pop  = out_valid_o && out_ready_i;

    assign count_o     = write_q - read_q;
    assign in_ready_o  = !count_o[DEPTH_LOG2];
    assign out_valid_o = write_q != read_q;
    assign out_data_o  = word[read_q[DEPTH_LOG2-1:0]];

    always @(posedge clk_i)
        if (push) word[write_q[DEPTH_LOG2-1:0]] <= in_data_i;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            write_q <= {(DEPTH_LOG2+1){1'b0}};
            read_q  <= {(DEPTH_LOG2+1){1'b0}};
        end else if (clear_i) begin
            write_q <= {(DEPTH_LOG2+1){1'b0}};
            read_q  <= {(DEPTH_LOG2+1){1'b0}};
        end else begin
            if (push) write_q <= write_q + ONE;
            if (pop)  read_q  <= read_q + ONE;
        end

endmodule

`default_nettype wire
