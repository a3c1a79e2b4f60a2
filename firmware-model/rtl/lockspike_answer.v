`default_nettype none

// The bytes of what a board of the full profile sends, but for the rows of a STEP_REPLY:
// data_o is, one clock later, byte addr_i of the body, header and payload.
//
//   bytes  0        1      2       4        8         10       12    16
//          type_i   flags  length  session  sequence  CREDITS  step  payload_i or, HELLO_ACK, the ROM
module lockspike_answer #(
    parameter                 CREDITS     = 4,
    parameter                 BODY        = 504,
    parameter                 UNIT        = 1,
    parameter                 WARM        = 0,
    parameter                 DIGEST      = 0,
    parameter                 CLOCKS      = 1,
    parameter                 READS       = 0,
    parameter                 WRITES      = 0,
    parameter [31:0]          BUILD       = 32'd0,
    parameter [63:0]          HASH        = 64'd0,
    parameter [31:0]          NEURONS     = 32'd1,
    parameter [31:0]          CLOCK_HZ    = 32'd12000000,
    parameter                 IN_BYTES    = 2,
    parameter                 OUT_BYTES   = 1,
    parameter                 STATE_BYTES = 0,
    parameter                 INPUTS      = 1,
    parameter                 OUTPUTS     = 1,
    parameter [8*(INPUTS+OUTPUTS)-1:0] PORTS = {8'd12, 8'd1},
    parameter [255:0]         NAME        = "lif"
) (
    input  wire        clk_i,
    input  wire [9:0]  addr_i,
    output wire [7:0]  data_o,
    output wire [15:0] hello_length_o,      // of a HELLO_ACK's payload
    input  wire [3:0]  type_i,
    input  wire [7:0]  flags_i,
    input  wire [15:0] length_i,
    input  wire [31:0] session_i,
    input  wire [15:0] sequence_i,
    input  wire [31:0] step_i,
    input  wire [63:0] payload_i,
    input  wire [31:0] boot_i
);

    localparam ALL = INPUTS + OUTPUTS;

    // Of a string, which stands right-justified.
    function integer letters;
        input [255:0] name;
        integer       i;
        begin
            letters = 0;
            for (i = 0; i < 32; i = i + 1)
                if (name[8*i +: 8] != 8'd0) letters = i + 1;
        end
    endfunction

    localparam       LETTERS = letters(NAME);
    localparam       SAYS    = 45 + ALL + LETTERS;
    localparam [7:0] BITS    = (WARM != 0 ? 8'h20 : 8'h00) + (CLOCKS != 0 ? 8'h10 : 8'h00)
                             + (WRITES != 0 ? 8'h08 : 8'h00) + (READS != 0 ? 8'h04 : 8'h00)
                             + (STATE_BYTES > 0 ? 8'h02 : 8'h00) + (DIGEST != 0 ? 8'h01 : 8'h00);
    localparam [351:0] FIXED = {
        OUTPUTS[7:0], INPUTS[7:0], STATE_BYTES[15:0], OUT_BYTES[15:0], IN_BYTES[15:0],
        CREDITS[15:0], BODY[15:0], CLOCK_HZ[31:0], NEURONS[31:0], HASH[63:0],
        BUILD[31:0], 32'd0, 32'h01020304, BITS, UNIT[7:0], 8'd4, 8'd1};

    // A ROM in block RAM, with the payload of HELLO_ACK from 16 on.
    reg [7:0] rom [0:511];
    integer   k;
    initial begin
        for (k = 0; k < 512; k = k + 1) rom[k] = 8'd0;
        for (k = 0; k < 44; k = k + 1)  rom[16+k] = FIXED[8*k +: 8];
        for (k = 0; k < ALL; k = k + 1) rom[60+k] = PORTS[8*(ALL-1-k) +: 8];
        rom[60+ALL] = LETTERS[7:0];
        for (k = 0; k < LETTERS; k = k + 1) rom[61+ALL+k] = NAME[8*(LETTERS-1-k) +: 8];
    end

    wire [191:0] field = {payload_i, step_i, CREDITS[15:0], sequence_i, session_i, length_i,
                          flags_i, 4'd1, type_i};
    wire         ack   = type_i == 4'd2;
    wire         boots = ack && addr_i[9:2] == 8'd6;

    reg [7:0] rom_q, field_q;
    reg       from_rom_q;
    always @(posedge clk_i) begin
        rom_q      <= rom[addr_i[8:0]];
        field_q    <= boots ? boot_i[8*addr_i[1:0] +: 8] : field[8*addr_i[4:0] +: 8];
        from_rom_q <= ack && addr_i >= 10'd16 && !boots;
    end

    assign data_o         = from_rom_q ? rom_q : field_q;
    assign hello_length_o = SAYS[15:0];

endmodule

`default_nettype wire
