/* lif-subtract: a 16-bit membrane that keeps 243/256 of itself; a spike takes the threshold away.
 * >> of a negative number must be arithmetic, as it is with gcc and clang. */

#include "lif_subtract_device.h"

static int16_t membrane;

static int16_t clamp(int32_t x)
{
    return (int16_t)(x > INT16_MAX ? INT16_MAX : x < INT16_MIN ? INT16_MIN : x);
}

void lif_subtract_device_start(void)
{
    membrane = 0;
}

void lif_subtract_device_row(const lif_subtract_device_inputs *in, lif_subtract_device_outputs *out)
{
    int32_t x;      /* 32 bits throughout: exact until it is written back */

    if (in->rst)
        membrane = 0;   /* asynchronous: at once */

    /* leak, to the nearest */
    x = ((int32_t)membrane * 243 + 128) >> 8;

    /* integrate */
    x += in->current;

    /* fire: what is over the threshold stays */
    out->spike = x >= (int32_t)in->theta;
    out->v = membrane;
    if (out->spike)
        x -= (int32_t)in->theta;

    /* rising edge */
    membrane = in->rst ? 0 : clamp(x);
}
