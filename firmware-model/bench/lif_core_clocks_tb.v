`default_nettype none
`timescale 1ns / 1ps

// Prints the table of clocks of docs/core.md: two neurons that both fire on one event, with an
// output queue of two words.
module lif_core_clocks_tb;

    reg  clk = 0, rst_n = 0, in_valid = 0, in_tick = 0, out_ready = 1, clear = 0;
    wire in_ready, out_valid, out_tick, out_negative, out_neuron, busy, peek_ready, peek_valid;
    wire commit_valid, commit_neuron, spike, spike_negative, saturated, wrapped, refractory;
    wire [31:0] step;
    wire [15:0] peek_v, v_before, v_after;
    wire [11:0] peek_current, sum;
    wire [3:0]  peek_refractory;
    integer     clock;

    lif_core #(
        .NEURONS(2), .INDEX_WIDTH(1), .AXON_WIDTH(1), .LEAK("none"), .OUT_DEPTH_LOG2(1)
    ) dut (
        .clk_i(clk), .rst_ni(rst_n), .en_i(1'b1), .clear_i(clear), .busy_o(busy), .in_valid_i(in_valid),
        .in_ready_o(in_ready), .in_tick_i(in_tick), .in_axon_i(1'b0), .out_valid_o(out_valid),
        .out_ready_i(out_ready), .out_tick_o(out_tick), .out_negative_o(out_negative),
        .out_neuron_o(out_neuron), .weight_en_i(1'b0), .weight_axon_i(1'b0),
        .weight_neuron_i(1'b0), .weight_data_i(8'd0), .peek_valid_i(1'b0),
        .peek_ready_o(peek_ready), .peek_neuron_i(1'b0), .peek_valid_o(peek_valid),
        .peek_v_o(peek_v), .peek_refractory_o(peek_refractory), .peek_current_o(peek_current),
        .rest_i(17'd0), .leak_i(17'd0), .random_i(1'b0), .threshold_i(17'd100),
        .negative_i(17'd0), .reset_to_i(17'd0), .commit_valid_o(commit_valid),
        .commit_step_o(step), .commit_neuron_o(commit_neuron), .commit_v_before_o(v_before),
        .commit_v_after_o(v_after), .commit_input_o(sum), .commit_spike_o(spike),
        .commit_spike_negative_o(spike_negative), .commit_saturated_o(saturated),
        .commit_wrapped_o(wrapped), .commit_refractory_o(refractory)
    );

    initial begin
        dut.u_weights.word[0] = 8'd100;
        dut.u_weights.word[1] = 8'd100;
    end

    // What the clock shows just before its rising edge.
    reg [8*6-1:0] offered, taken, schedule, executes, queued, out;
    task show;
        begin
            offered  = !in_valid ? "" : in_tick ? "tick" : "event";
            taken    = !(dut.u_control.in_ready_o && dut.u_control.in_valid_i) ? ""
                     : dut.u_control.in_tick_i ? "tick" : "event";
            schedule = dut.u_control.clearing_o ? (dut.u_control.neuron_o ? "clear1" : "clear0")
                     : dut.u_control.walking_o  ? (dut.u_control.neuron_o ? "read 1" : "read 0")
                     : "";
            executes = !dut.u_control.x_valid_o ? (dut.u_control.m_valid_o ? "end" : "")
                     : dut.u_control.x_tick_o   ? (dut.u_control.x_neuron_o ? "step 1" : "step 0")
                     :                            (dut.u_control.x_neuron_o ? "add 1" : "add 0");
            queued   = dut.u_out.count_o == 0 ? "0" : dut.u_out.count_o == 1 ? "1" : "2";
            out      = !out_valid ? "" : out_tick ? "end" : out_neuron ? "fire 1" : "fire 0";
            $display("| %2d | %6s | %6s | %6s | %6s | %6s | %s | %6s | %s | %s |", clock, offered,
                     in_ready ? "" : "full", taken, schedule, executes, dut.stall ? "x" : " ",
                     out, out_ready ? "x" : " ", busy ? "x" : " ");
        end
    endtask

    initial begin
        $display("| clock | in | in queue | taken | schedule | executes | stall | out | out ready | busy |");
        $display("|---|---|---|---|---|---|---|---|---|---|");
        #1 clk = 1; #1 clk = 0; rst_n = 1;
        for (clock = 0; clock < 32; clock = clock + 1) begin
            in_valid  = clock == 3 || clock == 4 || clock == 5 || clock == 14 || clock == 15;
            in_tick   = clock == 4 || clock == 5 || clock == 15;
            out_ready = clock < 16 || clock > 24;
            clear     = clock == 30;
            #3 show;
            #1 clk = 1; #1 ; clk = 0;
        end
        $display("lif_core_clocks_tb: 0 errors");
        $finish(0);
    end

endmodule

`default_nettype wire
