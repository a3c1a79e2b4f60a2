// What `lif cosim` puts around the device: what is bound, in the order of the binding.
`default_nettype none

module lif_cosim (
    @{ports}
);
    @{device} @{parameters}dut (
        @{connections}
    );

    @{inside}
endmodule

`default_nettype wire
