/* tinyodin: a signed 12-bit potential, changed by events. A leak event is a synaptic event with
 * time_ref. */

#include "tinyodin_device.h"

#define V_MAX 2047
#define V_MIN (-2048)

static int16_t potential;

/* towards 0; a sign that changed has passed it */
static int16_t leaked(int16_t v, uint8_t strength)
{
    int16_t moved = (int16_t)(v < 0 ? v + strength : v - strength);

    return (moved < 0) != (v < 0) ? 0 : moved;
}

static int16_t added(int16_t v, int8_t weight)
{
    int16_t sum = (int16_t)(v + weight);

    return sum > V_MAX ? V_MAX : sum < V_MIN ? V_MIN : sum;
}

void tinyodin_device_start(void)
{
    potential = 0;
}

void tinyodin_device_row(const tinyodin_device_inputs *in, tinyodin_device_outputs *out)
{
    int16_t next = potential;

    if (in->syn_event)
        next = in->time_ref ? leaked(potential, in->leak_str) : added(potential, in->syn_weight);

    /* the threshold is unsigned: no negative potential reaches it */
    out->spike = next >= 0 && (uint16_t)next >= in->thr;
    out->v = potential;

    /* rising edge */
    potential = in->rst || out->spike ? 0 : next;
}
