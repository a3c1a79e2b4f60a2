`default_nettype none

// A number for each boot: taken when its first frame is heard,
//
//   boot_o = salt_i ^ {boots of this configuration so far, 8 bits | clocks since it, 24 bits}
//
// It differs surely between 256 boots (by rst_ni) of one configuration. A device that is configured
// anew counts from 0 again: then it differs as far as the time from there to the host's first
// frame does, in clocks, modulo 2^24 (1.4 s at 12 MHz): likely, not sure. Whoever has noise or a
// counter that lasts gives it as salt_i.
module lockspike_boot (
    input  wire        clk_i,
    input  wire        rst_ni,
    input  wire        heard_i,
    input  wire [31:0] salt_i,
    output wire [31:0] boot_o       // from the clock after the first heard_i on
);

    // Neither has a reset: that is the point.
    reg [23:0] clock_q;
    reg [7:0]  boots_q;
    initial begin
        clock_q = 24'd0;
        boots_q = 8'd0;
    end

    reg        taken_q;
    reg [31:0] boot_q;
    wire       takes = heard_i && !taken_q;

    always @(posedge clk_i) begin
        clock_q <= clock_q + 24'd1;
        if (takes) boots_q <= boots_q + 8'd1;
    end

    always @(posedge clk_i or negedge rst_ni)
        if (!rst_ni) begin
            taken_q <= 1'b0;
            boot_q  <= 32'd0;
        end else if (takes) begin
            taken_q <= 1'b1;
            boot_q  <= salt_i ^ {boots_q, clock_q};
        end

    assign boot_o = boot_q;

endmodule

`default_nettype wire
