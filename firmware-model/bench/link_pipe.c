/* link_pipe.c: the link in a process, on a clock that stands still unless it is told otherwise.
 *
 * It reads, again and again: u32 the clock in milliseconds, u32 how many bytes (0xFFFFFFFF: the board boots again, and
 * no bytes; 0xFFFFFFFE: as if it were the first time), those bytes. It answers: u32 how many bytes the board sent, those bytes, then 16 bytes of what nobody on
 * the line can see: u32 steps since the core was reset, u32 a digest (FNV-1a) of their inputs, u32 resets, u32 how often
 * the pins were made quiet. All little-endian, as this machine must be.
 */
#include <stdio.h>
#include <string.h>

#include "lockspike_link.h"
#include "lockspike_rows.h"

#ifndef PIPE_STUCK
#define PIPE_STUCK 0    /* 1: a row whose second and third bytes are 0xF800 is not done within 100 clocks */
#endif
#ifndef PIPE_CLOCKS
#define PIPE_CLOCKS 0    /* 1: a row takes a clock */
#endif
#ifndef PIPE_BOOT
#define PIPE_BOOT 1u
#endif

enum { ROOM = 1 << 20 };

static uint8_t in[ROOM], out[ROOM];
static uint32_t in_bytes, in_at, out_bytes;
static uint32_t now, boots;
static struct {
    uint32_t steps, digest, resets, quiets;
} seen;

static int get(void)
{
    return in_at < in_bytes ? in[in_at++] : -1;
}

static void put(uint8_t byte)
{
    if (out_bytes < ROOM)
        out[out_bytes++] = byte;
}

static void reset(void)
{
    seen.steps = 0;
    seen.digest = 2166136261u;
    seen.resets++;
    lockspike_rows_reset();
}

static void step(const uint8_t *row, uint8_t *result)
{
    int i;

#if PIPE_STUCK
    if (row[1] == 0x00 && row[2] == 0xF8) {
        lockspike_not_done(100);
        return;
    }
#endif
    seen.steps++;
    for (i = 0; i < LOCKSPIKE_INPUT_BYTES + LOCKSPIKE_STEP_TAKES_RST; i++)
        seen.digest = (seen.digest ^ row[i]) * 16777619u;
    lockspike_rows_step(row, result);
}

static uint32_t millis(void)
{
    return now;
}

static void quiet(void)
{
    seen.quiets++;
}

static uint32_t boot(void)
{
    return PIPE_BOOT + boots++;
}

#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL && PIPE_CLOCKS
static uint32_t clocks(uint8_t on)
{
    return on ? 0 : 1;
}
#endif

int main(void)
{
    static lockspike_board board;
    uint32_t head[2];

    board.get = get;
    board.put = put;
    board.reset = reset;
    board.step = step;
    board.millis = millis;
    board.quiet = quiet;
    board.boot = boot;
#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
#if PIPE_CLOCKS
    board.clocks = clocks;
#endif
#if LOCKSPIKE_STATE_BYTES > 0
    board.state = lockspike_rows_state;
#endif
#if defined(LOCKSPIKE_SPACES) && !defined(PIPE_NO_READ)
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
    while (fread(head, sizeof head, 1, stdin) == 1) {
        now = head[0];
        in_bytes = head[1] >= 0xFFFFFFFEu ? 0 : head[1];
        in_at = 0;
        out_bytes = 0;
        if (in_bytes > ROOM || fread(in, 1, in_bytes, stdin) != in_bytes)
            return 2;
        if (head[1] == 0xFFFFFFFEu)
            boots = 0;
        if (head[1] >= 0xFFFFFFFEu)
            lockspike_start(&board);
        lockspike_poll();
        if (fwrite(&out_bytes, sizeof out_bytes, 1, stdout) != 1 || fwrite(out, 1, out_bytes, stdout) != out_bytes ||
            fwrite(&seen, sizeof seen, 1, stdout) != 1 || fflush(stdout) != 0)
            return 2;
    }
    return 0;
}
