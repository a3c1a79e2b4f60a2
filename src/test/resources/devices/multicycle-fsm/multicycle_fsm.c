/* multicycle-fsm: a signed 12-bit neuron with a controller; a step takes 17 rows.
 * >> of a negative number must be arithmetic, as it is with gcc and clang. */

#include "multicycle_fsm_device.h"

enum state {
    IDLE, CLEAR, LOAD, DISTANCE, HALF, QUARTER, LEAKED, WEIGHTS, STORE, COMPARE, FIRED, SILENT
};

static const int16_t weight[8] = {6, 31, 7, 12, 17, 44, 34, 28};

static enum state state;
static int16_t v, x, rest, theta;
static uint8_t bits, position;
static uint8_t spike;               /* held outside of COMPARE, also through rst */

/* the low 12 bits as a signed number */
static int16_t signed12(int16_t a)
{
    return (int16_t)(((a & 0x0FFF) ^ 0x0800) - 0x0800);
}

static void clear(void)
{
    state = IDLE;
    v = x = rest = theta = 0;
    bits = position = 0;
}

static void registers(const multicycle_fsm_device_inputs *in)
{
    int16_t old_rest = rest;

    if (in->v_th_load)
        theta = in->vth;
    if (in->v_rest_load)
        rest = in->vrest;
    if (state == STORE)
        v = x;
    else if (in->v_rest_load || state == FIRED)
        v = old_rest;
}

static void accumulator(int16_t v_before, int16_t rest_before)
{
    switch (state) {
    case CLEAR:    x = 0; break;
    case DISTANCE: x = signed12((int16_t)(rest_before - v_before)); break;
    case HALF:     x = (int16_t)(x >> 1); break;
    case QUARTER:  x = (int16_t)(x >> 1); /* and a quarter */ break;
    case LEAKED:   x = signed12((int16_t)(x + v_before)); break;
    case WEIGHTS:  if (bits & 1) x = signed12((int16_t)(x + weight[position])); break;
    default:       break;
    }
}

static void controller(const multicycle_fsm_device_inputs *in)
{
    switch (state) {
    case IDLE:
        if (in->start) state = CLEAR;
        break;
    case CLEAR:
        bits = 0;
        position = 0;
        if (!in->start) state = LOAD;
        break;
    case LOAD:
        bits = in->input_spike;
        state = DISTANCE;
        break;
    case DISTANCE: state = HALF;    break;
    case HALF:     state = QUARTER; break;
    case QUARTER:  state = LEAKED;  break;
    case LEAKED:   state = WEIGHTS; break;
    case WEIGHTS:
        bits >>= 1;
        if (position == 7) state = STORE;
        position = (position + 1) & 7;
        break;
    case STORE:    state = COMPARE; break;
    case COMPARE:  state = spike ? FIRED : SILENT; break;
    default:       state = IDLE;    break;
    }
}

void multicycle_fsm_device_start(void)
{
    clear();
    spike = 0;
}

void multicycle_fsm_device_row(const multicycle_fsm_device_inputs *in, multicycle_fsm_device_outputs *out)
{
    int16_t v_before, rest_before;

    if (in->rst)
        clear();                    /* asynchronous */

    if (state == COMPARE)
        spike = v > theta;

    out->spike = spike;
    out->valid = state == FIRED || state == SILENT;
    out->v = v;

    /* rising edge: all registers read what stood before it */
    if (in->rst)
        return;
    v_before = v;
    rest_before = rest;
    registers(in);
    accumulator(v_before, rest_before);
    controller(in);
}
