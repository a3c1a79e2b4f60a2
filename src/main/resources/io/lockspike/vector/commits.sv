// Writes the commits of @{module} as a CSV for `lif check SPEC FILE`; written by `lif emit --commit`.
// spec @{spec}, hash @{hash}
//
//   a simulator that knows 'bind', as Verilator does   give it this file beside the device
//   Icarus, which does not                             -DCOMMITS_OF=bench.dut -s bench -s @{name}, with the path of the device
//
// +commits=FILE   where to write (@{name}.csv)
`default_nettype none

`ifndef COMMITS_OF
`define COMMITS_OF @{module}
`define COMMITS_BOUND
`endif

module @{name};
    integer file;
    reg [8*1024-1:0] path;
    @{registers}

    initial begin
        if (!$value$plusargs("commits=%s", path)) path = "@{name}.csv";
        file = $fopen(path, "w");
        $fdisplay(file, "@{header}");
    end

    // Sampled at the edge that makes the step.
    always @(@{edge} `COMMITS_OF.@{clock}) begin
        @{body}
    end
endmodule

`ifdef COMMITS_BOUND
bind @{module} @{name} u_@{name} ();
`endif

`default_nettype wire
