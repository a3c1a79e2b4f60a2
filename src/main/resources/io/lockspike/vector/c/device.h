/* @{module}_device.h: what a device of @{spec} is; written by `lif vectors`. Hash @{hash}. */
#ifndef @{guard}
#define @{guard}

#include <stdint.h>

typedef struct {
    @{inputs}
} @{module}_device_inputs;

typedef struct {
    @{outputs}
} @{module}_device_outputs;

/* Called once, before the first row. */
void @{module}_device_start(void);

/* One row: takes the inputs, shows the outputs as they stand before the next rising edge, then takes that edge. Writes
 * every output: one that is left as it was never agrees. */
void @{module}_device_row(const @{module}_device_inputs *in, @{module}_device_outputs *out);

#endif
