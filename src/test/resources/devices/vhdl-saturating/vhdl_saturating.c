/* vhdl-saturating: a signed 8-bit membrane, one saturating adder and a controller.
 * >> of a negative number must be arithmetic, as it is with gcc and clang. */

#include "vhdl_saturating_device.h"

enum state { RESET, IDLE, INIT, EXCITE, INHIBIT, FIRE, LEAK };

static enum state state;
static int8_t membrane;

static int8_t saturated(int16_t x)
{
    return (int8_t)(x > INT8_MAX ? INT8_MAX : x < INT8_MIN ? INT8_MIN : x);
}

static enum state leave_idle(const vhdl_saturating_device_inputs *in)
{
    if (in->restart)
        return INIT;
    if (in->exc && in->inh)
        return membrane > in->v_th ? FIRE : LEAK;
    if (in->exc)
        return EXCITE;
    if (in->inh)
        return INHIBIT;
    return IDLE;
}

void vhdl_saturating_device_start(void)
{
    state = RESET;
    membrane = 0;
}

void vhdl_saturating_device_row(const vhdl_saturating_device_inputs *in, vhdl_saturating_device_outputs *out)
{
    enum state next = IDLE;

    if (in->rst)
        state = RESET;      /* asynchronous, the controller alone */

    out->spike = state == FIRE;
    out->ready = state == IDLE;
    out->v = membrane;

    /* rising edge */
    switch (state) {
    case RESET:
    case INIT:
        membrane = 0;
        break;
    case IDLE:
        next = leave_idle(in);
        break;
    case EXCITE:
        if (in->exc_spike)
            membrane = saturated((int16_t)(membrane + in->exc_weight));
        if (in->exc)
            next = EXCITE;
        break;
    case INHIBIT:
        if (in->inh_spike)
            membrane = saturated((int16_t)(membrane + in->inh_weight));
        if (in->inh)
            next = INHIBIT;
        break;
    case FIRE:
        membrane = in->v_reset;
        if (in->exc && in->inh)
            next = LEAK;
        break;
    case LEAK:
        membrane = saturated((int16_t)(membrane - (membrane >> 3)));
        if (in->exc && in->inh)
            next = LEAK;
        break;
    }
    state = in->rst ? RESET : next;
}
