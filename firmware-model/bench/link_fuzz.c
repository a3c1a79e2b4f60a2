/* link_fuzz.c: `link_fuzz STREAMS SEED` gives the link random and mutated streams of bytes, and counts the rows it steps.
 *
 * A stream is a good frame of this session (or of another one, or of any type) of which bits are turned, bytes lost, put
 * twice, put in or cut, or it is random bytes. What may be stepped is known: a good STEP that still stands in the stream
 * as it was sent, between two 00, and is the next one. Everything else must leave the core where it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lockspike_link.c"

enum { ROOM = 4096, BATCH = 1000 };

static uint8_t stream[ROOM], intact[ROOM], body[LOCKSPIKE_BODY];
static unsigned stream_bytes, stream_at, intact_bytes, sent_bytes;
static uint8_t sent[ROOM];
static unsigned long stepped, resets;
static uint64_t seed;

static uint32_t any(void)
{
    uint64_t mixed = seed += 0x9E3779B97F4A7C15u;

    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)(mixed >> 32);
}

static uint32_t below(uint32_t bound)
{
    return (uint32_t)((uint64_t)any() * bound >> 32);
}

static int get(void)
{
    return stream_at < stream_bytes ? stream[stream_at++] : -1;
}

static void put(uint8_t byte)
{
    if (sent_bytes < ROOM)
        sent[sent_bytes++] = byte;
}

static void reset(void)
{
    resets++;
}

static void step(const uint8_t *in, uint8_t *out)
{
    unsigned i;

    stepped++;
    for (i = 0; i < LOCKSPIKE_OUTPUT_BYTES; i++)
        out[i] = in[i % (LOCKSPIKE_INPUT_BYTES + LOCKSPIKE_STEP_TAKES_RST)];
}

static uint32_t millis(void)
{
    return any();
}

static void quiet(void)
{
}

/* What the link itself would send: its own encoder. */
static void encode(unsigned bytes)
{
    sent_bytes = 0;
    send(body, (uint16_t)bytes);
    memcpy(stream, sent, sent_bytes);
    stream_bytes = sent_bytes;
    sent_bytes = 0;
}

#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
static uint32_t own_session;

static void state(uint8_t *row)
{
    memset(row, 7, LOCKSPIKE_STATE_BYTES);
}

static void read_cell(uint8_t space, uint32_t cell, uint8_t *to)
{
    (void)space;
    memset(to, (int)cell, space == 0 ? 1 : 2);
}

static void write_cell(uint8_t space, uint32_t cell, const uint8_t *from)
{
    (void)space;
    (void)cell;
    (void)from;
}

static int is_next_body(void)
{
    return take16(body + 8) == expected && take32(body + 12) == step_count;
}

/* A frame of any type; a STEP is mostly the next one, of `rows` rows. */
static unsigned long make_frame(void)
{
    static const uint8_t types[] = { STEP, STEP, STEP, STEP, READ, WRITE, PING, HELLO, 0, 2, 13 };
    uint8_t type = types[below(sizeof types)];
    unsigned payload = 0, rows = 1 + below(5), i;
    uint8_t *to = body + HEADER_BYTES;
    int is_next = below(4) != 0;

    if (type == STEP) {
        put16(put16(to, (uint16_t)rows), 0);
        payload = 4 + rows * ROW_BYTES;
        for (i = 4; i < payload; i++)
            to[i] = (uint8_t)(any() & any());
    } else if (type == READ || type == WRITE) {
        put32(put16(put16(to, (uint16_t)below(3)), (uint16_t)below(5)), below(6));
        payload = 8 + (type == WRITE ? below(12) : 0);
    } else if (type == HELLO) {
        put32(to, 0x0101);
        payload = 4;
    } else {
        payload = below(40);
    }
    body[0] = (uint8_t)(0x10 | type);
    body[1] = below(16) == 0 ? (uint8_t)any() : 0;
    put16(body + 2, (uint16_t)(below(16) == 0 ? any() : payload));
    put32(body + 4, type == HELLO ? own_session : below(8) == 0 ? any() : own_session);
    put16(body + 8, is_next ? expected : (uint16_t)(expected + below(7) - 3));
    put16(body + 10, 0);
    put32(body + 12, is_next ? step_count : step_count + below(7) - 3);
    encode(HEADER_BYTES + payload);
    return type == STEP && is_next_body() && take32(body + 4) == own_session && body[1] < 0x20 && take16(body + 2) == payload
        ? rows : 0;
}

static void begin(void)
{
    own_session = any() | 1;
    put32(body + HEADER_BYTES, 0x0101);
    body[0] = 0x11;
    body[1] = 0;
    put16(body + 2, 4);
    put32(body + 4, own_session);
    memset(body + 8, 0, 8);
    encode(HEADER_BYTES + 4);
    stream_at = 0;
    lockspike_poll();
}

#else

static unsigned long make_frame(void)
{
    unsigned rows = 1 + below(5), i;
    int is_next = below(4) != 0;

    body[0] = below(8) == 0 ? (uint8_t)any() : 'S';
    body[1] = (uint8_t)(is_next ? last == 255 ? 1u : last + 1u : any());
    for (i = 0; i < rows * LOCKSPIKE_INPUT_BYTES; i++)
        body[2 + i] = (uint8_t)(any() & any());
    encode(2 + rows * LOCKSPIKE_INPUT_BYTES);
    return body[0] == 'S' && body[1] == (last == 255 ? 1 : last + 1) && body[1] != 0 ? rows : 0;
}

static void begin(void)
{
    body[0] = 'R';
    body[1] = 0;
    put32(body + 2, any());
    encode(6);
    stream_at = 0;
    lockspike_poll();
}

#endif

static void insert(unsigned at, uint8_t byte)
{
    if (stream_bytes == ROOM)
        return;
    memmove(stream + at + 1, stream + at, stream_bytes - at);
    stream[at] = byte;
    stream_bytes++;
}

static void mutate(void)
{
    unsigned times = 1 + below(4), at;

    while (times-- > 0 && stream_bytes > 0) {
        at = below(stream_bytes);
        switch (below(7)) {
        case 0: case 1: case 2:
            stream[at] ^= (uint8_t)(1u << below(8));
            break;
        case 3:
            memmove(stream + at, stream + at + 1, stream_bytes - at - 1);
            stream_bytes--;
            break;
        case 4:
            insert(at, stream[at]);
            break;
        case 5:
            insert(at, (uint8_t)any());
            break;
        default:
            if (below(4) == 0)
                stream_bytes = at;
            else
                stream[at] = (uint8_t)any();
            break;
        }
    }
    insert(stream_bytes, 0);
}

static void randomise(void)
{
    unsigned i;

    stream_bytes = below(below(20) == 0 ? 1500 : 60);
    for (i = 0; i < stream_bytes; i++)
        stream[i] = (uint8_t)(below(10) == 0 ? 0 : any());
    insert(stream_bytes, 0);
}

/* Whether the frame still stands in the stream, from its 00 to its 00. */
static int is_intact(void)
{
    unsigned at;

    for (at = 0; at + intact_bytes <= stream_bytes; at++)
        if (memcmp(stream + at, intact, intact_bytes) == 0)
            return 1;
    /* The first 00 may be that of what came before. */
    return stream_bytes + 1 >= intact_bytes && memcmp(stream, intact + 1, intact_bytes - 1) == 0;
}

int main(int argc, char **argv)
{
    static lockspike_board own;
    unsigned long streams, i, allowed, before, good = 0, garbage = 0, wrong = 0;

    if (argc != 3)
        return 2;
    streams = strtoul(argv[1], NULL, 10);
    seed = strtoull(argv[2], NULL, 10);
    own.get = get;
    own.put = put;
    own.reset = reset;
    own.step = step;
    own.millis = millis;
    own.quiet = quiet;
#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
    static const lockspike_space spaces[] = LOCKSPIKE_SPACES;

    own.state = state;
    own.read = read_cell;
    own.write = write_cell;
    own.spaces = spaces;
    own.space_count = sizeof spaces / sizeof spaces[0];
#endif
    lockspike_start(&own);
    for (i = 0; i < streams; i++) {
        if (i % BATCH == 0)
            begin();
        allowed = make_frame();
        memcpy(intact, stream, stream_bytes);
        intact_bytes = stream_bytes;
        if (below(5) == 0)
            randomise();
        else if (below(4) != 0)
            mutate();
        allowed = allowed != 0 && is_intact() ? allowed : 0;
        before = stepped;
        stream_at = 0;
        sent_bytes = 0;
        lockspike_poll();
        good += stepped - before == allowed && allowed != 0;
        garbage += allowed == 0;
        if (stepped - before != allowed) {
            wrong++;
            printf("stream %lu: %lu rows, not %lu\n", i, stepped - before, allowed);
        }
    }
    printf("%lu streams: %lu good ones stepped, %lu others stepped nothing, %lu wrong\n", streams, good, garbage, wrong);
    return wrong != 0;
}
