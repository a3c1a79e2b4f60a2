`default_nettype none

// One clock of a core that has no enable, for each step of lockspike_link.
//
//   step_i      _/‾\_____________
//   core_clk_o  ‾‾‾‾‾\___/‾‾‾‾‾‾‾      high at rest: inputs change, it falls, it rises
//   done_o      _________/‾\_____      outputs are taken at the rise
//                    clocks of 1
//
// core_clk_o is a register; let the tools put it on a clock net of its own.
module lockspike_clock (
    input  wire clk_i,
    input  wire rst_ni,
    input  wire step_i,
    output wire core_clk_o,
    output wire done_o
);

    reg core_clk_q, done_q;

    assign core_clk_o = core_clk_q;
    assign done_o     = done_q;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            core_clk_q <= 1'b1;
            done_q     <= 1'b0;
        end else begin
            core_clk_q <= core_clk_q ? !step_i : done_q;
            done_q     <= !core_clk_q && !done_q;
        end

endmodule

`default_nettype wire
