`default_nettype none

// The board link around the core of test-vectors/link/v1, byte by byte, and what nobody on the line
// can see of it: when a row is done (stepped_o, with row_o), and when the core is reset.
module link_toy #(
    parameter LITE = 0, BODY = 600, CREDITS = 4, STATE_BYTES = 2, CLOCKS = 1, CELLS = 1
) (
    input  wire        clk_i,
    input  wire        rst_ni,
    input  wire        in_valid_i,
    input  wire [7:0]  in_data_i,
    output wire        out_valid_o,
    input  wire        out_ready_i,
    output wire [7:0]  out_data_o,
    output wire        idle_o,         // waits for a byte
    output wire        stepped_o,
    output wire        reset_o,
    output wire [31:0] row_o
);

    wire        core_rst, step, done, spike, quiet;
    wire [15:0] sum, v, w;
    wire [7:0]  space;
    wire [15:0] number;
    wire        write;
    wire [63:0] word;

    assign stepped_o = step && !core_rst && done;
    assign reset_o   = step && core_rst;

    toy u_toy (
        .clk_i(clk_i), .restart_i(core_rst), .rst_i(row_o[0] && LITE == 0), .en_i(step),
        .current_i(row_o[19:8]), .row_i(row_o[25:24]), .done_o(done), .spike_o(spike), .sum_o(sum),
        .v_o(v), .write_v_i(write && space == 8'd0), .write_w_i(write && space == 8'd1),
        .cell_i(number[1:0]), .data_i(word[15:0]), .data_o(w)
    );

    generate
        if (LITE) begin : gen
            lockspike_lite #(
                .LIMIT(100), .HASH(64'hd8844906e1a079f2), .IN_BYTES(4), .RST_BYTES(1),
                .OUT_BYTES(3)
            ) dut (
                .clk_i(clk_i), .rst_ni(rst_ni), .in_valid_i(in_valid_i), .in_data_i(in_data_i),
                .out_valid_o(out_valid_o), .out_ready_i(out_ready_i), .out_data_o(out_data_o),
                .row_o(row_o), .core_rst_o(core_rst), .step_o(step), .done_i(done || core_rst),
                .row_i({sum, 7'd0, spike}), .quiet_o(quiet)
            );
            assign {write, space, number, word} = 0;
            assign idle_o = dut.state_q == 0 && !in_valid_i;
        end else begin : gen
            lockspike_full #(
                .BODY(BODY), .CREDITS(CREDITS), .LIMIT(100), .CLOCKS(CLOCKS), .READS(CELLS),
                .WRITES(CELLS),
                .BUILD(32'h20260001), .HASH(64'hd8844906e1a079f2), .IN_BYTES(4), .OUT_BYTES(3),
                .STATE_BYTES(STATE_BYTES), .INPUTS(3), .OUTPUTS(2),
                .PORTS({8'd1, 8'd140, 8'd2, 8'd1, 8'd144}), .NAME("toy")
            ) dut (
                .clk_i(clk_i), .rst_ni(rst_ni),
                .salt_i(32'hB0070001 ^ {dut.u_boot.boots_q, dut.u_boot.clock_q}),
                .in_valid_i(in_valid_i), .in_data_i(in_data_i), .out_valid_o(out_valid_o),
                .out_ready_i(out_ready_i), .out_data_o(out_data_o), .row_o(row_o),
                .core_rst_o(core_rst), .step_o(step), .done_i(done || core_rst),
                .row_i({sum, 7'd0, spike}), .state_i(v[(STATE_BYTES>0?8*STATE_BYTES:8)-1:0]),
                .quiet_o(quiet), .cell_space_o(space), .cell_o(number),
                .cells_i(space == 0 ? STATE_BYTES : space == 1 ? 32'd4 : 32'd0),
                .cell_bytes_i(space == 0 ? 4'd1 : 4'd2),
                .cell_i(space == 0 ? {48'd0, v} >> {number[0], 3'd0} : {48'd0, w}),
                .cell_write_o(write), .cell_data_o(word)
            );
            assign idle_o = dut.u_session.state_q == 0 && !dut.waiting && !in_valid_i;
        end
    endgenerate

    wire unused = &{1'b0, quiet};

endmodule

`default_nettype wire
