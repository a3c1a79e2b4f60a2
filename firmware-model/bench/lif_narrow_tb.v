`default_nettype none
`timescale 1ns / 1ps

// lif_narrow for every value, type and overflow at small widths, with its flags.
module narrow_all #(
    parameter [127:0] OVERFLOW = "sat",
    parameter [0:0]   SIGNED   = 1
) (
    output reg done
);

    localparam WIDTH = 4, WIDE = 7;
    localparam integer LOW  = !SIGNED || OVERFLOW == "clamp-at-zero" ? 0 : -8;
    localparam integer HIGH = SIGNED ? 7 : 15;

    reg  signed [WIDE-1:0] x;
    wire signed [WIDE-1:0] y;
    wire                   saturated, wrapped;
    integer                i, expected, errors;
    reg                    clamps, outside;

    lif_narrow #(.WIDE(WIDE), .WIDTH(WIDTH), .SIGNED(SIGNED), .OVERFLOW(OVERFLOW)) dut (
        .x_i(x), .y_o(y), .saturated_o(saturated), .wrapped_o(wrapped)
    );

    initial begin
        done = 0; errors = 0;
        clamps = OVERFLOW == "sat" || OVERFLOW == "clamp-at-zero";
        for (i = -64; i < 64; i = i + 1) begin
            x = i; #1 ;
            outside  = i < LOW || i > HIGH;
            expected = OVERFLOW == "exact" || !outside ? i
                     : clamps ? (i < LOW ? LOW : HIGH)
                     :          ((i + 64 - LOW) % 16) + LOW;
            if (y !== expected) errors = errors + 1;
            if (saturated !== (outside && clamps)) errors = errors + 1;
            if (wrapped !== (outside && !clamps && OVERFLOW != "exact")) errors = errors + 1;
        end
        $display("narrow, signed %0d, clamps %0d: 128 values, %0d errors", SIGNED, clamps, errors);
        done = 1;
    end

endmodule

module lif_narrow_tb;

    wire [9:0] done;

    narrow_all #(.OVERFLOW("sat"),           .SIGNED(0)) u_0 (.done(done[0]));
    narrow_all #(.OVERFLOW("sat"),           .SIGNED(1)) u_1 (.done(done[1]));
    narrow_all #(.OVERFLOW("clamp-at-zero"), .SIGNED(0)) u_2 (.done(done[2]));
    narrow_all #(.OVERFLOW("clamp-at-zero"), .SIGNED(1)) u_3 (.done(done[3]));
    narrow_all #(.OVERFLOW("wrap"),          .SIGNED(0)) u_4 (.done(done[4]));
    narrow_all #(.OVERFLOW("wrap"),          .SIGNED(1)) u_5 (.done(done[5]));
    narrow_all #(.OVERFLOW("checked"),       .SIGNED(0)) u_6 (.done(done[6]));
    narrow_all #(.OVERFLOW("checked"),       .SIGNED(1)) u_7 (.done(done[7]));
    narrow_all #(.OVERFLOW("exact"),         .SIGNED(0)) u_8 (.done(done[8]));
    narrow_all #(.OVERFLOW("exact"),         .SIGNED(1)) u_9 (.done(done[9]));

    initial begin
        wait (&done);
        $finish(0);
    end

endmodule

`default_nettype wire
