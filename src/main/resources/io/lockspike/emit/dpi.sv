// @{name}_dpi.sv: a scoreboard that runs the model beside a device, by DPI-C.
// @{spec} [@{hash}]: written from its spec by lif.
//
// Give the simulator this file, @{name}_dpi.c and @{name}.c. The last lines bind a scoreboard to every
// device called @{name}, by the names of its pins; leave them out and place one yourself where the names differ.

package @{name}_dpi;
    import "DPI-C" function chandle @{name}_dpi_new();
    import "DPI-C" function void @{name}_dpi_free(input chandle model);
    import "DPI-C" function void @{name}_dpi_row(input chandle model@{imports});
endpackage

// Compares the outputs just before each rising edge of clk@{since}.
module @{name}_scoreboard #(
    parameter bit KEEP_GOING = 1'b0  // do not stop at the first step that differs
) (
    @{ports}
);
    import @{name}_dpi::*;

    chandle model;
    longint step = 0;
    longint compared = 0;
    longint differing = 0;
    bit known = 1'b@{known};
    bit differs;
    @{expected}

    initial model = @{name}_dpi_new();

    always @(posedge clk) begin
        @{name}_dpi_row(model@{arguments});
        differs = 1'b0;
        @{compares}
        if (differs) begin
            $write("\n");
            differing = differing + 1;
            if (!KEEP_GOING) $fatal(1, "the device and the model of @{spec} have parted");
        end
        @{knows}
        step = step + 1;
    end

    final begin
        if (differing != 0)
            $display("DISAGREED: @{spec}, %0d of %0d steps differ", differing, step);
        else if (compared == 0)
            $display("NOTHING COMPARED: @{spec}, the model defines no output in %0d steps", step);
        else
            $display("AGREED: @{spec}, %0d steps, %0d values compared", step, compared);
        @{name}_dpi_free(model);
    end
endmodule

bind @{name} @{name}_scoreboard scoreboard (
    @{bindings}
);
