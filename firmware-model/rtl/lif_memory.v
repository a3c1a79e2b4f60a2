`default_nettype none

// A memory with one read and one write port, as a block RAM has them.
//
//   clock t      address at read_addr_i, read_en_i = 1
//   clock t + 1  its word at read_data_o, and until the next read
//
// A read of the address that is written at the same edge: simulation reads the old word, a block
// RAM of an iCE40 gives no promise, so whoever uses it must not. FILE is for $readmemh, or "".
module lif_memory #(
    parameter WIDTH      = 16,
    parameter ADDR_WIDTH = 4,
    parameter FILE       = ""
) (
    input  wire                  clk_i,
    input  wire                  read_en_i,
    input  wire [ADDR_WIDTH-1:0] read_addr_i,
    output wire [WIDTH-1:0]      read_data_o,
    input  wire                  write_en_i,
    input  wire [ADDR_WIDTH-1:0] write_addr_i,
    input  wire [WIDTH-1:0]      write_data_i
);

    (* no_rw_check *)
    reg [WIDTH-1:0] word [0:(1<<ADDR_WIDTH)-1];
    reg [WIDTH-1:0] data_q;

    assign read_data_o = data_q;

    always @(posedge clk_i) begin
        if (read_en_i)  data_q <= word[read_addr_i];
        if (write_en_i) word[write_addr_i] <= write_data_i;
    end

    generate
        if (FILE != "") begin : gen_file
            initial $readmemh(FILE, word);
        end
    endgenerate

endmodule

`default_nettype wire
