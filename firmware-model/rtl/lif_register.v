`default_nettype none

// A register with an enable, and the three ways in which a reset reaches it.
//
//   RST      VALUE is loaded
//   async    while rst_ni is 0
//   sync     at a rising edge with rst_ni = 0, whatever en_i is
//   none     at power-up, and never again
module lif_register #(
    parameter             WIDTH = 16,
    parameter [WIDTH-1:0] VALUE = 0,
    parameter [127:0]     RST   = "async"
) (
    input  wire             clk_i,
    input  wire             rst_ni,
    input  wire             en_i,
    input  wire [WIDTH-1:0] d_i,
    output wire [WIDTH-1:0] q_o
);

    generate
        if (RST == "async") begin : gen_async
            reg [WIDTH-1:0] value_q;
            always @(posedge clk_i or negedge rst_ni)
                if (!rst_ni)   value_q <= VALUE;
                else if (en_i) value_q <= d_i;
            assign q_o = value_q;
        end else if (RST == "sync") begin : gen_sync
            reg [WIDTH-1:0] value_q;
            always @(posedge clk_i)
                if (!rst_ni)   value_q <= VALUE;
                else if (en_i) value_q <= d_i;
            assign q_o = value_q;
        end else if (RST == "none") begin : gen_none
            reg [WIDTH-1:0] value_q;
            initial value_q = VALUE;
            always @(posedge clk_i)
                if (en_i) value_q <= d_i;
            assign q_o = value_q;
            wire unused = &{1'b0, rst_ni};
        end else begin : gen_wrong
            no_such_rst wrong();
        end
    endgenerate

endmodule

`default_nettype wire
