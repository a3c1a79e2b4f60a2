// Self-checking bench for @{module}, written by `lif vectors`; its vectors stand in mem/.
// spec @{spec}, hash @{hash}, seed @{seed}
//
// For Icarus (iverilog -g2012) and Verilator (--binary). The simulator ends with status 0 if all agrees.
// +keep-going   do not stop at the first step that differs
`timescale 1ns / 1ps
`default_nettype none

module @{module}_tb;
    localparam integer ROWS = @{rows};
    localparam integer LATENCY = @{latency};  // of the slowest output, in clocks

    // One word a row: inputs, what the model says, and whether it says anything.
    @{memories}

    @{clock}
    @{signals}

    @{module} @{parameters}dut (
        @{connections}
    );

    @{inside}

    integer row;
    integer step = 0;
    integer compared = 0;
    integer differing = 0;
    reg differs;
    reg sample = 1'b0;

    // Inputs change, the clock falls, outputs are sampled, the clock rises.
    initial begin
        @{loads}
        for (row = 0; row < ROWS + LATENCY; row = row + 1) begin
            #1;
            if (row < ROWS) begin
                @{drives}
            end
            #4 clk_in = 1'b0;
            #4;
            @{waits}
            sample = 1'b1;
            #1 clk_in = 1'b1;
            sample = 1'b0;
        end
        conclude(ROWS);
    end

    always @(posedge sample) begin
        @{samples}
        step = row - LATENCY;
        differs = 1'b0;
        @{compares}
        if (differs) begin
            $write("\n");
            differing = differing + 1;
            if (!$test$plusargs("keep-going")) conclude(step + 1);
        end
    end

    @{waiting}

    task conclude(input integer steps);
        begin
            if (compared == 0) begin
                $display("NOTHING COMPARED: @{spec}, the model defines no output in %0d steps", steps);
                $fatal(1);
            end else if (differing != 0) begin
                $write("DISAGREED: @{spec}, %0d of %0d steps differ", differing, steps);
                if (steps < ROWS) $write(", %0d more were not run", ROWS - steps);
                $write("\n");
                $fatal(1);
            end else begin
                $display("AGREED: @{spec}, %0d steps, %0d values compared", steps, compared);
                $finish;
            end
        end
    endtask
endmodule

`default_nettype wire
