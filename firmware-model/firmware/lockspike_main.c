/* lockspike_main.c: a board: the link, a port, and the neuron that lockspike_rows.c calls. */
#include "lockspike_link.h"
#include "lockspike_port.h"
#include "lockspike_rows.h"

static void step(const uint8_t *in, uint8_t *out)
{
    lockspike_rows_step(in, out);
#if LOCKSPIKE_OUTPUT_BYTES > 0
    lockspike_port_show(out[0] & 1);
#endif
}

static void quiet(void)
{
    lockspike_port_show(0);
}

void lockspike_main(void)
{
    static lockspike_board board;

    board.get = lockspike_port_get;
    board.put = lockspike_port_put;
    board.reset = lockspike_rows_reset;
    board.step = step;
    board.millis = lockspike_port_millis;
    board.quiet = quiet;
    board.boot = lockspike_port_boot;
#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
    if (lockspike_port_counts())
        board.clocks = lockspike_port_clocks;
#if LOCKSPIKE_STATE_BYTES > 0
    board.state = lockspike_rows_state;
#endif
#ifdef LOCKSPIKE_SPACES
    {
        static const lockspike_space spaces[] = LOCKSPIKE_SPACES;

        board.spaces = spaces;
        board.space_count = (uint8_t)(sizeof spaces / sizeof spaces[0]);
        board.read = lockspike_rows_read;
        board.write = lockspike_rows_write;
    }
#endif
#endif
    lockspike_start(&board);
    for (;;) {
        lockspike_poll();
        lockspike_port_idle();
    }
}
