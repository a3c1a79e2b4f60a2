/* lockspike_rows.c: rows of @{spec} [@{hash}] as they stand on the line; written by `lif emit --firmware`.
 *
 * A value is cut to the bits of its type, so that nothing that comes in is outside of what the neuron is made for. */
#include "lockspike_link.h"
#include "lockspike_rows.h"
#include "@{module}_device.h"

@{helpers}
static @{module}_device_inputs inputs;
static @{module}_device_outputs outputs;

void lockspike_rows_step(const uint8_t *in, uint8_t *out)
{
    @{inputs}
    @{module}_device_row(&inputs, &outputs);
    @{outputs}
}

void lockspike_rows_reset(void)
{
    @{module}_device_start();
    @{reset}
}

@{state}
