`default_nettype none

// The core of test-vectors/link/v1, one step in each clock with en_i: a row with current_i = -2048 is
// never done.
module toy (
    input  wire               clk_i,
    input  wire               restart_i,     // as at power-up
    input  wire               rst_i,
    input  wire               en_i,
    input  wire signed [11:0] current_i,
    input  wire        [1:0]  row_i,
    output wire               done_o,
    output wire               spike_o,
    output wire signed [15:0] sum_o,
    output reg  signed [15:0] v_o,
    input  wire               write_v_i,     // byte cell_i of v is data_i
    input  wire               write_w_i,     // w[cell_i] is data_i
    input  wire        [1:0]  cell_i,
    input  wire signed [15:0] data_i,
    output wire signed [15:0] data_o
);

    reg signed [15:0] w [0:3];
    integer           i;

    assign done_o  = current_i != -12'sd2048;
    assign sum_o   = v_o + {{4{current_i[11]}}, current_i} + w[row_i];
    assign spike_o = sum_o >= 16'sd1000;
    assign data_o  = w[cell_i];

    always @(posedge clk_i)
        if (en_i && restart_i) begin
            v_o <= 16'sd0;
            for (i = 0; i < 4; i = i + 1) w[i] <= 16'sd0;
        end else begin
            if (en_i && done_o) v_o <= rst_i || spike_o ? 16'sd0 : sum_o;
            if (write_v_i)      v_o[8*cell_i[0] +: 8] <= data_i[7:0];
            if (write_w_i)      w[cell_i] <= data_i;
        end

endmodule

`default_nettype wire
