`default_nettype none

// Bytes that wait, in block RAM: 2^ADDR_WIDTH of them, and one more at the output.
//
//   in --> [ memory ] --> out_data_o, which stands until it is taken
//
// A byte that comes while all is full is lost: lost_o is 1 in that clock.
module lockspike_fifo #(
    parameter ADDR_WIDTH = 11
) (
    input  wire       clk_i,
    input  wire       rst_ni,
    input  wire       in_valid_i,
    input  wire [7:0] in_data_i,
    output wire       lost_o,
    output wire       out_valid_o,
    input  wire       out_ready_i,
    output wire [7:0] out_data_o
);

    localparam [ADDR_WIDTH:0] ONE = 1;

    // One bit more than an address: equal is empty, equal but for the top bit is full.
    reg [ADDR_WIDTH:0] head_q, tail_q;
    reg                valid_q;

    wire empty  = head_q == tail_q;
    wire full   = head_q == (tail_q ^ {1'b1, {ADDR_WIDTH{1'b0}}});
    wire writes = in_valid_i && !full;
    wire reads  = !empty && (!valid_q || out_ready_i);

    assign lost_o      = in_valid_i && full;
    assign out_valid_o = valid_q;

    // Never the same address at once: one that is read is not empty, one that is written not full.
    lif_memory #(.WIDTH(8), .ADDR_WIDTH(ADDR_WIDTH)) u_memory (
        .clk_i(clk_i), .read_en_i(reads), .read_addr_i(tail_q[ADDR_WIDTH-1:0]),
        .read_data_o(out_data_o), .write_en_i(writes), .write_addr_i(head_q[ADDR_WIDTH-1:0]),
        .write_data_i(in_data_i)
    );

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            head_q  <= {(ADDR_WIDTH+1){1'b0}};
            tail_q  <= {(ADDR_WIDTH+1){1'b0}};
            valid_q <= 1'b0;
        end else begin
            if (writes) head_q <= head_q + ONE;
            if (reads)  tail_q <= tail_q + ONE;
            valid_q <= reads || (valid_q && !out_ready_i);
        end

endmodule

`default_nettype wire
