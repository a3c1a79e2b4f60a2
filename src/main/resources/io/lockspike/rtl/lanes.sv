// What `lif cosim` puts around many devices that run side by side: one clock, and pins of their own.
`default_nettype none

module lif_lanes (
    @{ports}
);
    @{devices}
endmodule

`default_nettype wire
