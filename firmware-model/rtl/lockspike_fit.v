`default_nettype none

// Counts the rows that a payload holds and whose answers have room, one a clock.
//
//   count_o = the most k with k · IN_BYTES <= length_i, k · (made bytes) <= room_i, k <= most_i
//   whole_o = k · IN_BYTES is length_i
module lockspike_fit #(
    parameter IN_BYTES    = 2,
    parameter OUT_BYTES   = 1,
    parameter STATE_BYTES = 0
) (
    input  wire        clk_i,
    input  wire        rst_ni,
    input  wire        start_i,
    input  wire        states_i,        // each row is answered with its state, too
    input  wire [9:0]  length_i,        // all four stand until busy_o is 0
    input  wire [9:0]  room_i,
    input  wire [15:0] most_i,
    output wire        busy_o,
    output wire [15:0] count_o,
    output wire        whole_o
);

    reg        busy_q;
    reg [11:0] used_q, made_q;
    reg [15:0] count_q;

    wire [11:0] used = used_q + IN_BYTES[11:0];
    wire [11:0] made = made_q + OUT_BYTES[11:0] + (states_i ? STATE_BYTES[11:0] : 12'd0);
    wire        more = used <= {2'd0, length_i} && made <= {2'd0, room_i} && count_q != most_i;

    assign busy_o  = busy_q;
    assign count_o = count_q;
    assign whole_o = used_q == {2'd0, length_i};

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            busy_q  <= 1'b0;
            used_q  <= 12'd0;
            made_q  <= 12'd0;
            count_q <= 16'd0;
        end else if (start_i) begin
            busy_q  <= 1'b1;
            used_q  <= 12'd0;
            made_q  <= 12'd0;
            count_q <= 16'd0;
        end else if (busy_q) begin
            busy_q <= more;
            if (more) begin
                used_q  <= used;
                made_q  <= made;
                count_q <= count_q + 16'd1;
            end
        end

endmodule

`default_nettype wire
