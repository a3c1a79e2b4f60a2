/* alif: a signed 12-bit neuron with adaptation, scheduled by enable.
 * >> of a negative number must be arithmetic, as it is with gcc and clang. */

#include "alif_device.h"

static int16_t membrane;
static uint8_t adaptation;

/* the low 12 bits as a signed number */
static int16_t signed12(int16_t x)
{
    return (int16_t)(((x & 0x0FFF) ^ 0x0800) - 0x0800);
}

/* the low 13 bits as a signed number */
static int16_t signed13(int16_t x)
{
    return (int16_t)(((x & 0x1FFF) ^ 0x1000) - 0x1000);
}

void alif_device_start(void)
{
    membrane = 0;
    adaptation = 0;
}

void alif_device_row(const alif_device_inputs *in, alif_device_outputs *out)
{
    int16_t leak = (int16_t)(membrane >> 4);
    int16_t next = signed12((int16_t)(membrane + in->i_syn - leak - adaptation));

    /* the pin's 12 bits count as unsigned here */
    int16_t pin = (int16_t)(in->v_th & 0x0FFF);
    int16_t threshold = signed13((int16_t)(pin + adaptation));

    out->spike = in->enable && in->refract_cnt == 0 && next >= threshold;
    out->v = membrane;

    /* rising edge */
    if (in->rst) {
        membrane = 0;
        adaptation = 0;
    } else if (out->spike) {
        membrane = in->v_reset;
        adaptation = (uint8_t)(adaptation + in->b);
    } else if (in->enable) {
        membrane = next;
        if (in->input_event)
            adaptation = adaptation > in->d ? (uint8_t)(adaptation - in->d) : 0;
    }
}
