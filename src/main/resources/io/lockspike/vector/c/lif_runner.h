/* lif_runner.h: holds a device against test vectors, on anything that has a C99 compiler.
 *
 * Four parts make a program:
 *   your device      the two functions that NAME_device.h declares
 *   NAME_vectors.c   written from a spec: what goes in, and what the model answers
 *   lif_runner.c     walks the vectors; the same for every spec
 *   port_*.c         how characters and the exit status leave the machine, and main()
 */
#ifndef LIF_RUNNER_H
#define LIF_RUNNER_H

#include <stddef.h>
#include <stdint.h>

/* How many differing steps are told before the run ends. Behind the first one a device and the model have usually
 * parted for good, so what follows says less. */
#ifndef LIF_KEEP_GOING
#define LIF_KEEP_GOING 1
#endif

/* Tables and texts stay in flash. On an AVR that is an address space of its own, without which they would fill the
 * RAM, and which a 16-bit pointer reaches up to 64 KiB, less what else must lie there. */
#ifdef __AVR__
#include <avr/pgmspace.h>
#define LIF_TABLE PROGMEM
#define LIF_TABLE_BYTE(address) pgm_read_byte(address)
#define LIF_TABLE_BYTES_MAX 60000
#define LIF_TEXT(text) PSTR(text)
#else
#define LIF_TABLE
#define LIF_TABLE_BYTE(address) (*(address))
#define LIF_TABLE_BYTES_MAX 2000000000
#define LIF_TEXT(text) (text)
#endif

/* What a signal's cell is. The low bits are its bytes. */
enum {
    LIF_U8 = 1, LIF_U16 = 2, LIF_U32 = 4, LIF_U64 = 8,
    LIF_BYTES = 15,
    LIF_SIGNED = 16,
    LIF_S8 = LIF_SIGNED | LIF_U8, LIF_S16 = LIF_SIGNED | LIF_U16,
    LIF_S32 = LIF_SIGNED | LIF_U32, LIF_S64 = LIF_SIGNED | LIF_U64,
    LIF_PACKED = 32,
    LIF_U1 = LIF_PACKED | LIF_U8    /* a uint8_t; its table has eight rows in a byte, the first in bit 0 */
};

typedef struct {
    void *cell;               /* where the device reads or writes it */
    const void *rows;         /* LIF_TABLE: a value a row, of the cell's type (LIF_U1: a bit a row) */
    const uint8_t *defined;   /* LIF_TABLE: a bit a row, like LIF_U1; NULL where the model defines all rows */
    uint8_t type;             /* LIF_U1 ... LIF_S64 */
} lif_signal;

typedef struct {
    const char *name;            /* LIF_TABLE: the spec's */
    const char *output_names;    /* LIF_TABLE: each ended by a zero, in the order of outputs */
    const lif_signal *inputs;    /* LIF_TABLE */
    const lif_signal *outputs;   /* LIF_TABLE */
    uint16_t input_count;
    uint16_t output_count;
    uint32_t row_count;
    void (*start)(void);         /* called once, before the first row */
    void (*row)(void);           /* called once a row, between the inputs and the comparison */
} lif_vector_set;

/* NAME_vectors.c has it. */
extern const lif_vector_set lif_vectors;

/* Walks all rows and says what differs. 0: all agreed. 1: something differs. 2: nothing was compared. */
int lif_run(void);

/* The port has these. lif_exit does not return. */
void lif_put(char c);
void lif_exit(int status);

#endif
