/* link_counter_rows.c: a core that counts. The input of a row is a function of its number, the output another one: where
 * a row is not the next one, the output is wrong. */
#include "lockspike_link.h"
#include "lockspike_rows.h"

static uint64_t steps;

static uint16_t mixed(uint64_t value, uint64_t factor)
{
    return (uint16_t)(value * factor >> 40);
}

void lockspike_rows_reset(void)
{
    steps = 0;
}

void lockspike_rows_step(const uint8_t *in, uint8_t *out)
{
    uint16_t right = mixed(steps, UINT64_C(0x9E3779B97F4A7C15));
    uint16_t shown = mixed(steps + 77, UINT64_C(0xBF58476D1CE4E5B9));

    if (in[0] != (right & 0xFF) || in[1] != right >> 8)
        shown = (uint16_t)~shown;
    out[0] = (uint8_t)shown;
    out[1] = (uint8_t)(shown >> 8);
    steps++;
}

void lockspike_rows_state(uint8_t *row)
{
    uint8_t i;

    for (i = 0; i < 8; i++)
        row[i] = (uint8_t)(steps >> 8 * i);
}
