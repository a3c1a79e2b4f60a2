/* lockspike_link.h: the board's end of the link that docs/protocol.md describes, around a neuron of yours.
 *
 * C99 for anything that has a UART: nothing is allocated, and nothing of a C library is called. lockspike_spec.h says
 * what the neuron is; `lif emit SPEC --firmware -o DIR` writes it. A board has a lockspike_board, calls lockspike_start
 * once and lockspike_poll as often as it can.
 */
#ifndef LOCKSPIKE_LINK_H
#define LOCKSPIKE_LINK_H

#include <stddef.h>
#include <stdint.h>

/* Profiles: what the link speaks. */
#define LOCKSPIKE_LITE 1    /* small frames, one at a time */
#define LOCKSPIKE_FULL 2    /* many rows a frame, many frames on their way */

/* The hardware's reset signal, the first byte of a row of inputs; lite has no such byte. */
#define LOCKSPIKE_RST_NONE 0
#define LOCKSPIKE_RST_SYNC 1     /* the outputs of a row with rst are those of the state before */
#define LOCKSPIKE_RST_ASYNC 2    /* ... those of the state that rst loads */

/* Units: what a row is. */
#define LOCKSPIKE_CYCLE 1    /* one clock: outputs as they stand before its edge */
#define LOCKSPIKE_STEP 2     /* one step: outputs as they stand when it is done */

#include "lockspike_spec.h"

/* What lockspike_spec.h must say. */
#if !defined(LOCKSPIKE_INPUT_BYTES) || !defined(LOCKSPIKE_OUTPUT_BYTES) || !defined(LOCKSPIKE_RST)
#error "lockspike_spec.h says LOCKSPIKE_INPUT_BYTES (of a row, without rst), LOCKSPIKE_OUTPUT_BYTES and LOCKSPIKE_RST"
#endif

/* What it may say. */
#ifndef LOCKSPIKE_PROFILE
#define LOCKSPIKE_PROFILE LOCKSPIKE_FULL
#endif
#ifndef LOCKSPIKE_HASH
#define LOCKSPIKE_HASH UINT64_C(0)    /* of the spec; lite: 0 is not said */
#endif
#ifndef LOCKSPIKE_BODY
#define LOCKSPIKE_BODY (LOCKSPIKE_PROFILE == LOCKSPIKE_LITE ? 64 : 600)    /* most bytes in a body: lite 18 to 64, full 600 at most */
#endif
#ifndef LOCKSPIKE_CREDITS
#define LOCKSPIKE_CREDITS 8    /* full: replies that are kept, LOCKSPIKE_BODY bytes each */
#endif
#ifndef LOCKSPIKE_STATE_BYTES
#define LOCKSPIKE_STATE_BYTES 0    /* full: bytes in a row of state, 0: not offered */
#endif
#ifndef LOCKSPIKE_STEP_TAKES_RST
#define LOCKSPIKE_STEP_TAKES_RST 0    /* 1: the byte of rst is the first of those that step gets, in lite a 0 */
#endif
#ifndef LOCKSPIKE_UNIT
#define LOCKSPIKE_UNIT LOCKSPIKE_CYCLE
#endif
#ifndef LOCKSPIKE_NEURONS
#define LOCKSPIKE_NEURONS 1
#endif
#ifndef LOCKSPIKE_BUILD
#define LOCKSPIKE_BUILD 0    /* identifies the firmware */
#endif
#ifndef LOCKSPIKE_CLOCK_HZ
#define LOCKSPIKE_CLOCK_HZ 0    /* 0: not said */
#endif
#ifndef LOCKSPIKE_NAME
#define LOCKSPIKE_NAME "lockspike"    /* of the board, at most 32 characters */
#endif
/* LOCKSPIKE_PORTS, which full needs: for each port of a row of inputs (rst, too), then of outputs, its bits, plus 128 if
 * it is signed, as in { 1, 12 + 128, 1 }; and LOCKSPIKE_INPUT_PORTS, how many of them are inputs. */

#ifdef __cplusplus
extern "C" {
#endif

/* A memory that the host may look into. */
typedef struct {
    uint32_t cells;
    uint8_t bytes;    /* in a cell */
} lockspike_space;

/* What a board does for the link. NULL for what it does not offer, in the second and third group. */
typedef struct {
    int (*get)(void);                                  /* the next byte, or -1 if there is none yet */
    void (*put)(uint8_t byte);                         /* sends a byte; waits for room */
    void (*reset)(void);                               /* the core as at power-up */
    void (*step)(const uint8_t *in, uint8_t *out);     /* one row: ports in the spec's order, low bytes first */

    uint32_t (*millis)(void);         /* a clock in milliseconds, for quiet; may wrap */
    void (*quiet)(void);              /* makes the pins quiet: called after 2 s without a valid frame */
    uint32_t (*boot)(void);           /* another number at each boot */

    /* Full only. */
    void (*state)(uint8_t *row);      /* a row of state, LOCKSPIKE_STATE_BYTES */
    uint32_t (*clocks)(uint8_t on);   /* 1: starts to count clocks; 0: those since then, or 0 */
    const lockspike_space *spaces;    /* the row of state (a byte a cell), then the spec's memories */
    uint8_t space_count;
    void (*read)(uint8_t space, uint32_t cell, uint8_t *to);            /* one cell */
    void (*write)(uint8_t space, uint32_t cell, const uint8_t *from);   /* one cell */
} lockspike_board;

/* Once, before the rest. The board stays where it is. */
void lockspike_start(const lockspike_board *board);

/* Takes what has come in, does it, answers. Never waits, but for room to send. */
void lockspike_poll(void);

#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
/* For a step to say that the core which it drives was not done within its limit of clocks: nothing more is stepped in
 * this session, and the host is told. */
void lockspike_not_done(uint32_t clocks);
#endif

/* Frames that were dropped: bad ones, and those of no known type. It wraps. */
uint16_t lockspike_dropped(void);

#ifdef __cplusplus
}
#endif

#endif
