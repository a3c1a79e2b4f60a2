#ifndef LOCKSPIKE_NO_STATE
#include "@{module}.h"

@{module}_state *@{module}_device_state(void);

void lockspike_rows_state(uint8_t *row)
{
    const @{module}_state *state = @{module}_device_state();

    @{state_put}
}

#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
static void take_state(const uint8_t *row)
{
    @{module}_state *state = @{module}_device_state();

    @{state_taken}
}

void lockspike_rows_read(uint8_t space, uint32_t cell, uint8_t *to)
{
    const @{module}_state *state = @{module}_device_state();
    uint8_t row[LOCKSPIKE_STATE_BYTES];

    switch (space) {
    case 0:
        lockspike_rows_state(row);
        to[0] = row[cell];
        break;
    @{memories_read}
    default:
        (void)state;
        break;
    }
}

void lockspike_rows_write(uint8_t space, uint32_t cell, const uint8_t *from)
{
    @{module}_state *state = @{module}_device_state();
    uint8_t row[LOCKSPIKE_STATE_BYTES];

    switch (space) {
    case 0:
        lockspike_rows_state(row);
        row[cell] = from[0];
        take_state(row);
        break;
    @{memories_written}
    default:
        (void)state;
        break;
    }
}
#endif
#endif
