`default_nettype none

// The reset of a board: asserted from power-up, and while its button is pressed, for 255 clocks
// more. Registers of an iCE40 start as 0; the release is synchronous.
module lif_power_on (
    input  wire clk_i,
    input  wire button_ni,
    output wire rst_no
);

    reg [1:0] button_q;
    reg [7:0] count_q;
    reg       rst_nq;
    initial begin
        button_q = 2'b00;
        count_q  = 8'd0;
        rst_nq   = 1'b0;
    end

    assign rst_no = rst_nq;

    always @(posedge clk_i) begin
        button_q <= {button_q[0], button_ni};
        count_q  <= !button_q[1] ? 8'd0 : count_q == 8'd255 ? count_q : count_q + 8'd1;
        rst_nq   <= count_q == 8'd255;
    end

endmodule

`default_nettype wire
