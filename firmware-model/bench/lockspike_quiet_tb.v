`default_nettype none
`timescale 1ns / 1ps

// lockspike_quiet and lockspike_boot: quiet until a frame is heard and two seconds after the last
// one; another boot id after each reset in which one was heard, the same one within it.
module lockspike_quiet_tb;

    reg         clk = 0, rst_n = 0, heard = 0;
    wire        quiet;
    wire [31:0] boot;
    reg  [31:0] ids [0:63];
    integer     i, j, errors, clocks;

    always #5 clk = !clk;

    lockspike_quiet #(.CLOCK_HZ(32'd1000)) u_quiet (
        .clk_i(clk), .rst_ni(rst_n), .heard_i(heard), .quiet_o(quiet)
    );
    lockspike_boot u_boot (
        .clk_i(clk), .rst_ni(rst_n), .heard_i(heard), .salt_i(32'h5a5a0000), .boot_o(boot)
    );

    task hear;
        begin
            @(posedge clk) #1 heard = 1;
            @(posedge clk) #1 heard = 0;
        end
    endtask

    task expects(input value, input wanted);
        if (value !== wanted) errors = errors + 1;
    endtask

    initial begin
        errors = 0;
        #22 rst_n = 1;
        repeat (5000) @(posedge clk) #1 expects(quiet, 1'b1);
        hear;
        repeat (1500) @(posedge clk) #1 expects(quiet, 1'b0);
        hear;
        for (clocks = 0; !quiet && clocks < 9999; clocks = clocks + 1) @(posedge clk) #1 ;
        expects(clocks == 2000, 1'b1);
        $display("quiet after 2 s of silence: %0d clocks of 1 ms, %0d errors", clocks, errors);

        errors = 0;
        for (i = 0; i < 64; i = i + 1) begin
            rst_n = 0;
            repeat (3) @(posedge clk) #1 ;
            rst_n = 1;
            hear;
            ids[i] = boot;
            hear;
            expects(boot == ids[i], 1'b1);
            for (j = 0; j < i; j = j + 1) expects(ids[j] != ids[i], 1'b1);
        end
        $display("boot ids of 64 resets: %0d errors", errors);
        $finish(0);
    end

endmodule

`default_nettype wire
