/* lockspike_spec.h: what the neuron is to the link: @{spec} [@{hash}]; written by `lif emit --firmware`. */
#define LOCKSPIKE_HASH UINT64_C(0x@{hash})
#define LOCKSPIKE_NAME "@{name}"

/* Rows: @{input_row}; then @{output_row}. */
#define LOCKSPIKE_RST LOCKSPIKE_RST_@{rst}
#define LOCKSPIKE_STEP_TAKES_RST @{takes_rst}
#define LOCKSPIKE_INPUT_BYTES @{input_bytes}
#define LOCKSPIKE_OUTPUT_BYTES @{output_bytes}

/* Bits of each port, plus 128 where it is signed: inputs, then outputs. */
#define LOCKSPIKE_PORTS { @{ports} }
#define LOCKSPIKE_INPUT_PORTS @{input_ports}

@{state}
