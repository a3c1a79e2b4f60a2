/* link_toy_rows.c: the core of test-vectors/link/v1/toy.yaml, by hand: w can be written. */
#include "lockspike_link.h"
#include "lockspike_rows.h"

static int16_t v, w[4];

static int16_t take16(const uint8_t *from)
{
    return (int16_t)(uint16_t)(from[0] | from[1] << 8);
}

static void put16(uint8_t *to, int16_t value)
{
    to[0] = (uint8_t)value;
    to[1] = (uint8_t)((uint16_t)value >> 8);
}

void lockspike_rows_reset(void)
{
    int i;

    v = 0;
    for (i = 0; i < 4; i++)
        w[i] = 0;
}

static void row(uint8_t rst, const uint8_t *in, uint8_t *out)
{
    int16_t sum = (int16_t)(v + take16(in) + w[in[2] & 3]);
    uint8_t spike = sum >= 1000;

    out[0] = spike;
    put16(out + 1, sum);
    v = spike || rst & 1 ? 0 : sum;
}

void lockspike_rows_step(const uint8_t *in, uint8_t *out)
{
    row(in[0], in + 1, out);
}

void lockspike_rows_state(uint8_t *state)
{
    put16(state, v);
}

void lockspike_rows_read(uint8_t space, uint32_t cell, uint8_t *to)
{
    uint8_t state[2];

    if (space == 0) {
        put16(state, v);
        to[0] = state[cell];
    } else {
        put16(to, w[cell]);
    }
}

void lockspike_rows_write(uint8_t space, uint32_t cell, const uint8_t *from)
{
    uint8_t state[2];

    if (space == 0) {
        put16(state, v);
        state[cell] = from[0];
        v = take16(state);
    } else {
        w[cell] = take16(from);
    }
}
