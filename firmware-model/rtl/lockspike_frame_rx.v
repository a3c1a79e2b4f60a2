`default_nettype none

// Receives what lockspike_frame_tx sends: decoded bytes as they come, and at the closing 00
// whether to believe them.
//
//   bytes --> [5 bytes of delay] --> COBS --> byte_valid_o, byte_o … --> ok_o or bad_o
//                  the CRC5 stays in here when the 00 comes
//
// begin_o comes with the first byte of a frame: forget what an earlier one left. An empty frame
// (00 00) says nothing at all. bad_o: the CRC, the COBS or the length is wrong; more than LIMIT
// bytes between two 00 are bad, and none of those beyond is given out.
module lockspike_frame_rx #(
    parameter LIMIT = 640
) (
    input  wire       clk_i,
    input  wire       rst_ni,
    input  wire       in_valid_i,       // always taken
    input  wire [7:0] in_data_i,
    output wire       begin_o,
    output wire       byte_valid_o,
    output wire [7:0] byte_o,
    output wire       ok_o,
    output wire       bad_o
);

    localparam [10:0] MOST = LIMIT;

    localparam        CHECK = 5;
    localparam [10:0] DELAY = CHECK;

    reg [8*CHECK-1:0] delay_q;      // the last five bytes, the oldest on top
    reg [10:0] count_q;      // bytes since the last 00, MOST + 1 at most
    reg [7:0]  left_q;       // bytes left of this block
    reg        zero_q;       // a 0 stands behind this block, unless the frame ends

    wire       closes = in_valid_i && in_data_i == 8'd0;
    wire       takes  = in_valid_i && in_data_i != 8'd0 && count_q <= MOST;
    wire       passes = takes && count_q >= DELAY;       // a byte leaves the delay
    wire [7:0] passed = delay_q[8*CHECK-1 -: 8];
    wire       code   = left_q == 8'd0;

    wire [7*CHECK-1:0] check, seen;
    wire [CHECK-1:0]   marks;
    wire               right = (&marks) && seen == check;

    lockspike_check u_check (
        .clk_i(clk_i), .rst_ni(rst_ni), .begin_i(closes), .next_i(passes), .byte_i(passed),
        .check_o(check)
    );

    // 7 bits a byte, the first one lowest; what is left over must be 0.
    genvar g;
    generate
        for (g = 0; g < CHECK; g = g + 1) begin : gen_group
            assign {marks[g], seen[7*g +: 7]} = delay_q[8*(CHECK-1-g) +: 8];
        end
    endgenerate

    assign begin_o      = takes && count_q == 11'd0;
    assign byte_valid_o = passes && (!code || zero_q);
    assign byte_o       = code ? 8'd0 : passed;
    assign ok_o         = closes && count_q > DELAY && count_q <= MOST && right && code;
    assign bad_o        = closes && count_q != 11'd0 && !ok_o;

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            delay_q <= {(8*CHECK){1'b0}};
            count_q <= 11'd0;
            left_q  <= 8'd0;
            zero_q  <= 1'b0;
        end else if (closes) begin
            count_q <= 11'd0;
            left_q  <= 8'd0;
            zero_q  <= 1'b0;
        end else if (takes) begin
            delay_q <= {delay_q[8*CHECK-9:0], in_data_i};
            count_q <= count_q + 11'd1;
            if (passes) begin
                left_q <= code ? passed - 8'd1 : left_q - 8'd1;
                if (code) zero_q <= passed != 8'd255;
            end
        end

endmodule

`default_nettype wire
