/* tt-halving: an unsigned 8-bit membrane that halves in every step. */

#include "tt_halving_device.h"

#define THRESHOLD 200

static uint8_t membrane;

void tt_halving_device_start(void)
{
    membrane = 0;
}

void tt_halving_device_row(const tt_halving_device_inputs *in, tt_halving_device_outputs *out)
{
    uint8_t sum;

    if (in->rst) membrane = 0;      /* asynchronous: at once */

    /* the cast drops the carry, as 8 bits of hardware do */
    sum = (uint8_t)((membrane >> 1) + in->current);

    out->spike = sum >= THRESHOLD;
    out->v = membrane;

    /* rising edge */
    if (in->rst)
        membrane = 0;
    else
        membrane = out->spike ? 0 : sum;
}
