/* lockspike_link.c: frames, sessions and exactly once, as docs/protocol.md has them; which profile is chosen at compile
 * time. What comes in is data: whatever it is, no byte is written outside of the buffers here, and nothing is stepped
 * but by a frame that is right in all. */
#include "lockspike_link.h"

#define CHECK_BYTES 5
/* What COBS may add: a code in front, one in 254, and the one at the end that other encoders put. */
#define WIRE_BYTES (LOCKSPIKE_BODY == 600 ? 640 : LOCKSPIKE_BODY + LOCKSPIKE_BODY / 254 + 2 + CHECK_BYTES)

#define QUIET_MILLIS 2000u

/* Bytes in a row of inputs as it is on the line. */
#if LOCKSPIKE_PROFILE == LOCKSPIKE_LITE || LOCKSPIKE_RST == LOCKSPIKE_RST_NONE
#define ROW_BYTES LOCKSPIKE_INPUT_BYTES
#else
#define ROW_BYTES (LOCKSPIKE_INPUT_BYTES + 1)
#endif

#if LOCKSPIKE_PROFILE == LOCKSPIKE_LITE
#define FRAME_ROOM WIRE_BYTES
#else
static const uint8_t ports[] = LOCKSPIKE_PORTS;
static const char name[] = LOCKSPIKE_NAME;

#define ACK_BYTES (44 + sizeof ports + sizeof name)    /* name: its 0 here is its length there */
#define FRAME_ROOM (16 + ACK_BYTES > WIRE_BYTES ? 16 + ACK_BYTES : WIRE_BYTES)
#endif

static const lockspike_board *board;
static uint8_t frame[FRAME_ROOM];    /* between two 00; then the body, in place; then some of the answers */
static uint16_t frame_bytes;
static uint8_t discarding;           /* up to the next 00: the frame is too long */
static uint16_t dropped;
static uint32_t heard;               /* when the last valid frame came */
static uint8_t is_quiet;

/* Numbers, low byte first. */

static uint16_t take16(const uint8_t *from)
{
    return (uint16_t)(from[0] | (uint16_t)((uint16_t)from[1] << 8));
}

static uint32_t take32(const uint8_t *from)
{
    return take16(from) | (uint32_t)take16(from + 2) << 16;
}

static uint8_t *put16(uint8_t *to, uint16_t value)
{
    to[0] = (uint8_t)value;
    to[1] = (uint8_t)(value >> 8);
    return to + 2;
}

static uint8_t *put32(uint8_t *to, uint32_t value)
{
    return put16(put16(to, (uint16_t)value), (uint16_t)(value >> 16));
}

static uint8_t *put64(uint8_t *to, uint64_t value)
{
    return put32(put32(to, (uint32_t)value), (uint32_t)(value >> 32));
}

/* The check of a frame: the CRC-32C of its bytes as they stand on the line (reflected, four bits at a time), sent in
 * groups of 7 bits. */

#define CHECK_START 0xFFFFFFFFu

#ifdef __AVR__
#include <avr/pgmspace.h>
#define TABLE PROGMEM
#define TABLE_WORD(word) pgm_read_dword(word)
#else
#define TABLE
#define TABLE_WORD(word) (*(word))
#endif

static const uint32_t crc_table[16] TABLE = {
    0x00000000u, 0x105EC76Fu, 0x20BD8EDEu, 0x30E349B1u, 0x417B1DBCu, 0x5125DAD3u, 0x61C69362u, 0x7198540Du,
    0x82F63B78u, 0x92A8FC17u, 0xA24BB5A6u, 0xB21572C9u, 0xC38D26C4u, 0xD3D3E1ABu, 0xE330A81Au, 0xF36E6F75u
};

static uint32_t check_byte(uint32_t crc, uint8_t byte)
{
    crc ^= byte;
    crc = crc >> 4 ^ TABLE_WORD(&crc_table[crc & 15]);
    return crc >> 4 ^ TABLE_WORD(&crc_table[crc & 15]);
}

static uint32_t crc32c(const uint8_t *bytes, uint16_t count)
{
    uint32_t crc = CHECK_START;

    while (count-- > 0)
        crc = check_byte(crc, *bytes++);
    return ~crc;
}

static uint8_t check_group(uint32_t check, uint8_t group)
{
    return (uint8_t)(0x80u | (check >> 7 * group & 0x7Fu));
}

/* Sending. */

static uint32_t sending;

static void send_byte(uint8_t byte)
{
    sending = check_byte(sending, byte);
    board->put(byte);
}

/* 00 | COBS(body) | CHECK | 00 */
static void send(const uint8_t *body, uint16_t bytes)
{
    uint16_t at = 0;
    uint8_t run, i;

    sending = CHECK_START;
    board->put(0);
    for (;;) {
        for (run = 0; run < 254 && at + run < bytes && body[at + run] != 0; run++)
            ;
        send_byte((uint8_t)(run + 1));
        for (i = 0; i < run; i++)
            send_byte(body[at + i]);
        at = (uint16_t)(at + run);
        if (at >= bytes)
            break;
        if (run < 254)
            at++;    /* the 0 that the code stands for */
    }
    sending = ~sending;
    for (i = 0; i < CHECK_BYTES; i++)
        board->put(check_group(sending, i));
    board->put(0);
}

/* One row. */

static void run_row(const uint8_t *in, uint8_t *out)
{
#if LOCKSPIKE_STEP_TAKES_RST && LOCKSPIKE_RST != LOCKSPIKE_RST_NONE && LOCKSPIKE_PROFILE == LOCKSPIKE_LITE
    static uint8_t row[1 + LOCKSPIKE_INPUT_BYTES];
    uint16_t i;

    for (i = 0; i < LOCKSPIKE_INPUT_BYTES; i++)
        row[1 + i] = in[i];
    board->step(row, out);
#elif LOCKSPIKE_STEP_TAKES_RST || LOCKSPIKE_RST == LOCKSPIKE_RST_NONE || LOCKSPIKE_PROFILE == LOCKSPIKE_LITE
    board->step(in, out);
#else
    if (in[0] == 0) {
        board->step(in + 1, out);
        return;
    }
#if LOCKSPIKE_RST == LOCKSPIKE_RST_ASYNC
    board->reset();
#endif
    board->step(in + 1, out);
    board->reset();
#endif
}

static void hear(void)
{
    if (board->millis != NULL)
        heard = board->millis();
    is_quiet = 0;
}

#if LOCKSPIKE_PROFILE == LOCKSPIKE_LITE

typedef char body_is_wrong[LOCKSPIKE_BODY >= 18 && LOCKSPIKE_BODY <= 64 ? 1 : -1];
typedef char row_is_too_long[LOCKSPIKE_INPUT_BYTES <= LOCKSPIKE_BODY - 2 && LOCKSPIKE_OUTPUT_BYTES <= LOCKSPIKE_BODY - 2 ? 1 : -1];

static uint8_t reply[LOCKSPIKE_BODY];
static uint8_t reply_bytes;    /* 0: no RESET yet */
static uint32_t nonce;
static uint8_t last;           /* sequence */

static void start_link(void)
{
    reply_bytes = 0;
}

static void answer(uint8_t sequence, uint16_t payload)
{
    reply[0] = 'A';
    reply[1] = sequence;
    last = sequence;
    reply_bytes = (uint8_t)(2 + payload);
}

static uint8_t take_reset(const uint8_t *body, uint16_t bytes)
{
    uint32_t fresh = bytes == 6 ? take32(body + 2) : 0;
    uint8_t *to;

    if (bytes != 6 || body[1] != 0)
        return 0;
    if (reply_bytes != 0 && fresh == nonce)
        return last == 0;
    nonce = fresh;
    board->reset();
    to = put32(reply + 2, nonce);
    *to++ = 1;
    *to++ = LOCKSPIKE_INPUT_BYTES;
    *to++ = LOCKSPIKE_OUTPUT_BYTES;
    *to++ = LOCKSPIKE_BODY;
    put64(to, LOCKSPIKE_HASH);
    answer(0, 16);
    return 1;
}

/* Rows in a payload; 0 if it is not whole rows, or if their outputs would not fit. */
static uint16_t rows_of(const uint8_t *payload, uint16_t bytes)
{
#if LOCKSPIKE_INPUT_BYTES == 0
    uint16_t rows = bytes == 1 ? payload[0] : 0;
#else
    uint16_t rows = bytes % LOCKSPIKE_INPUT_BYTES == 0 ? bytes / LOCKSPIKE_INPUT_BYTES : 0;

    (void)payload;
#endif
    return (uint32_t)rows * LOCKSPIKE_OUTPUT_BYTES > LOCKSPIKE_BODY - 2 ? 0 : rows;
}

static uint8_t take_step(const uint8_t *body, uint16_t bytes)
{
    uint8_t sequence = body[1];
    uint16_t row, rows = rows_of(body + 2, (uint16_t)(bytes - 2));

    if (reply_bytes == 0 || sequence == 0)
        return 0;
    if (sequence == last)
        return 1;
    if (sequence != (last == 255 ? 1 : last + 1) || rows == 0)
        return 0;
    for (row = 0; row < rows; row++)
        run_row(body + 2 + row * LOCKSPIKE_INPUT_BYTES, reply + 2 + row * LOCKSPIKE_OUTPUT_BYTES);
    answer(sequence, (uint16_t)(rows * LOCKSPIKE_OUTPUT_BYTES));
    return 1;
}

/* Gives whether the body could be one. */
static uint8_t take_body(const uint8_t *body, uint16_t bytes)
{
    uint8_t answers;

    if (bytes < 2 || bytes > LOCKSPIKE_BODY || (body[0] != 'R' && body[0] != 'S'))
        return 0;
    hear();
    answers = body[0] == 'R' ? take_reset(body, bytes) : take_step(body, bytes);
    if (answers)
        send(reply, reply_bytes);
    return 1;
}

#else

enum {
    HELLO = 1, HELLO_ACK = 2, STEP = 3, STEP_REPLY = 4, READ = 5, READ_REPLY = 6, WRITE = 7, WRITE_REPLY = 8,
    NAK = 9, ERROR = 10, PING = 11, PONG = 12
};
enum { FLAG_STATE = 0x10, FLAG_DIGEST = 0x20, MUST_UNDERSTAND = 0xF0 };
enum { NOT_MY_SESSION = 1, NO_VERSION = 2, NOT_SUPPORTED = 3, UNKNOWN_FLAG = 4, BAD_LENGTH = 5, OUTSIDE = 6, NOT_DONE = 7 };
enum { OFFERS_DIGEST = 1, OFFERS_STATE = 2, OFFERS_READ = 4, OFFERS_WRITE = 8, OFFERS_CLOCKS = 16 };
enum { VERSION = 1, HEADER_BYTES = 16, STEP_HEAD = 4, REPLY_HEAD = 8, CELLS_HEAD = 8, DIGEST_BYTES = 4 };

typedef char body_is_wrong[LOCKSPIKE_BODY >= 24 && LOCKSPIKE_BODY <= 600 ? 1 : -1];
typedef char name_is_too_long[sizeof name <= 33 ? 1 : -1];
typedef char row_is_too_long[HEADER_BYTES + STEP_HEAD + ROW_BYTES <= LOCKSPIKE_BODY &&
    HEADER_BYTES + REPLY_HEAD + LOCKSPIKE_OUTPUT_BYTES + DIGEST_BYTES <= LOCKSPIKE_BODY ? 1 : -1];
typedef char credits_are_wrong[LOCKSPIKE_CREDITS >= 1 && LOCKSPIKE_CREDITS <= 255 ? 1 : -1];

static uint32_t session;       /* 0: none */
static uint16_t expected;      /* sequence of the next STEP or WRITE */
static uint32_t step_count;
static uint8_t nak_sent;
static uint8_t is_stuck;         /* the core was not done within ... */
static uint32_t stuck_clocks;    /* ... these */
static uint32_t boot_id;

/* Replies to the last sequenced frames, the next one into `next_kept`. */
static uint8_t kept[LOCKSPIKE_CREDITS][LOCKSPIKE_BODY];
static uint16_t kept_bytes[LOCKSPIKE_CREDITS];
static uint8_t next_kept, kept_count;

static void start_link(void)
{
    session = 0;
    expected = 0;
    step_count = 0;
    nak_sent = 0;
    is_stuck = 0;
    next_kept = 0;
    kept_count = 0;
    boot_id = board->boot == NULL ? 0 : board->boot();
}

static uint8_t offers(void)
{
    return (uint8_t)((board->state != NULL ? OFFERS_DIGEST | OFFERS_STATE : 0) |
        (board->read != NULL ? OFFERS_READ : 0) | (board->write != NULL ? OFFERS_WRITE : 0) |
        (board->clocks != NULL ? OFFERS_CLOCKS : 0));
}

static uint16_t state_bytes(void)
{
    return board->state == NULL ? 0 : LOCKSPIKE_STATE_BYTES;
}

/* A header; gives where the payload starts. */
static uint8_t *head(uint8_t *to, uint8_t type, uint8_t flags, uint16_t payload, uint16_t sequence, uint32_t step)
{
    *to++ = (uint8_t)(VERSION << 4 | type);
    *to++ = flags;
    to = put16(to, payload);
    to = put32(to, session);
    to = put16(to, sequence);
    to = put16(to, LOCKSPIKE_CREDITS);
    return put32(to, step);
}

static void send_error(const uint8_t *to, uint16_t code, uint32_t detail)
{
    uint8_t body[HEADER_BYTES + 8];

    put32(put16(put16(head(body, ERROR, 0, 8, take16(to + 8), step_count), code), 0), detail);
    send(body, sizeof body);
}

static void send_nak(void)
{
    uint8_t body[HEADER_BYTES + 8];

    if (nak_sent)
        return;
    nak_sent = 1;
    put32(put16(put16(head(body, NAK, 0, 8, 0, step_count), expected), 0), step_count);
    send(body, sizeof body);
}

/* In place of the HELLO, which has been read: a HELLO_ACK is long for a small stack. */
static void send_ack(void)
{
    uint8_t *to = head(frame, HELLO_ACK, 0, (uint16_t)ACK_BYTES, 0, step_count);
    uint8_t i;

    *to++ = VERSION;
    *to++ = 1 << LOCKSPIKE_PROFILE;
    *to++ = LOCKSPIKE_UNIT;
    *to++ = offers();
    to = put32(to, 0x01020304u);
    to = put32(to, boot_id);
    to = put32(to, LOCKSPIKE_BUILD);
    to = put64(to, LOCKSPIKE_HASH);
    to = put32(to, LOCKSPIKE_NEURONS);
    to = put32(to, LOCKSPIKE_CLOCK_HZ);
    to = put16(to, LOCKSPIKE_BODY);
    to = put16(to, LOCKSPIKE_CREDITS);
    to = put16(to, ROW_BYTES);
    to = put16(to, LOCKSPIKE_OUTPUT_BYTES);
    to = put16(to, state_bytes());
    *to++ = LOCKSPIKE_INPUT_PORTS;
    *to++ = (uint8_t)(sizeof ports - LOCKSPIKE_INPUT_PORTS);
    for (i = 0; i < sizeof ports; i++)
        *to++ = ports[i];
    *to++ = (uint8_t)(sizeof name - 1);
    for (i = 0; i < sizeof name - 1; i++)
        *to++ = (uint8_t)name[i];
    send(frame, (uint16_t)(HEADER_BYTES + ACK_BYTES));
}

static void begin_session(uint32_t fresh)
{
    session = fresh;
    expected = 0;
    step_count = 0;
    nak_sent = 0;
    is_stuck = 0;
    kept_count = 0;
    board->reset();
}

static void take_hello(const uint8_t *body, uint16_t payload)
{
    uint32_t fresh = take32(body + 4);

    if (payload != 4) {
        send_error(body, BAD_LENGTH, payload);
    } else if (body[HEADER_BYTES] > VERSION || body[HEADER_BYTES + 1] < VERSION) {
        send_error(body, NO_VERSION, VERSION);
    } else {
        if (fresh != session)
            begin_session(fresh);
        send_ack();
    }
}

/* Sends and keeps the reply that stands in the next place, and goes on to the next frame. */
static void finish(uint16_t bytes, uint32_t steps)
{
    uint8_t *body = kept[next_kept];

    kept_bytes[next_kept] = bytes;
    next_kept = (uint8_t)((next_kept + 1) % LOCKSPIKE_CREDITS);
    if (kept_count < LOCKSPIKE_CREDITS)
        kept_count++;
    expected++;
    step_count += steps;
    nak_sent = 0;
    send(body, bytes);
}

/* A frame that is not the next one: the reply is sent again where it is kept, else what is expected is said once. */
static void answer_again(const uint8_t *body)
{
    uint16_t back = (uint16_t)(expected - take16(body + 8));
    uint8_t at;

    if (back >= 1 && back <= kept_count) {
        at = (uint8_t)(((uint16_t)next_kept + LOCKSPIKE_CREDITS - back) % LOCKSPIKE_CREDITS);
        if (take32(kept[at] + 12) == take32(body + 12)) {
            nak_sent = 0;
            send(kept[at], kept_bytes[at]);
            return;
        }
    }
    send_nak();
}

static uint8_t is_next(const uint8_t *body)
{
    return take16(body + 8) == expected && take32(body + 12) == step_count;
}

void lockspike_not_done(uint32_t clocks)
{
    is_stuck = 1;
    stuck_clocks = clocks;
}

/* In the middle of a STEP. Its reply has begun to stand where the oldest one was kept. */
static void give_up(const uint8_t *body)
{
    if (kept_count == LOCKSPIKE_CREDITS)
        kept_count--;
    send_error(body, NOT_DONE, stuck_clocks);
}

static void take_step(const uint8_t *body, uint16_t payload)
{
    const uint8_t *in = body + HEADER_BYTES + STEP_HEAD;
    uint8_t rows_of_state = (body[1] & FLAG_STATE) != 0;
    uint8_t flags = (uint8_t)((rows_of_state ? FLAG_STATE : 0) | (board->state != NULL ? FLAG_DIGEST : 0));
    uint16_t rows = payload >= STEP_HEAD ? take16(body + HEADER_BYTES) : 0;
    uint16_t i;
    uint32_t bytes = (uint32_t)rows * (LOCKSPIKE_OUTPUT_BYTES + (rows_of_state ? state_bytes() : 0u)) + REPLY_HEAD +
        (board->state != NULL ? DIGEST_BYTES : 0u);
    uint32_t clocks = 0, more = 0;
    uint8_t *to;
#if LOCKSPIKE_STATE_BYTES > 0
    static uint8_t state[LOCKSPIKE_STATE_BYTES];
#endif

    if (rows == 0 || payload != STEP_HEAD + (uint32_t)rows * ROW_BYTES || bytes > LOCKSPIKE_BODY - HEADER_BYTES) {
        send_error(body, BAD_LENGTH, payload);
        return;
    }
    to = head(kept[next_kept], STEP_REPLY, flags, (uint16_t)bytes, expected, step_count) + REPLY_HEAD;
    for (i = 0; i < rows; i++) {
        if (board->clocks != NULL)
            board->clocks(1);
        run_row(in, to);
        if (board->clocks != NULL)
            more = board->clocks(0);
        if (is_stuck) {
            give_up(body);
            return;
        }
        clocks = more == 0 || (i > 0 && clocks == 0) ? 0 : clocks + more;    /* one not counted: none is */
        in += ROW_BYTES;
        to += LOCKSPIKE_OUTPUT_BYTES;
#if LOCKSPIKE_STATE_BYTES > 0
        if (rows_of_state) {
            board->state(to);
            to += LOCKSPIKE_STATE_BYTES;
        }
#endif
    }
#if LOCKSPIKE_STATE_BYTES > 0
    if (board->state != NULL) {
        board->state(state);
        put32(to, crc32c(state, LOCKSPIKE_STATE_BYTES));
    }
#endif
    put32(put16(put16(kept[next_kept] + HEADER_BYTES, rows), 0), clocks);
    finish((uint16_t)(HEADER_BYTES + bytes), rows);
}

/* Of a READ or a WRITE: the cells it speaks of. */
typedef struct {
    uint8_t space;
    uint8_t bytes;    /* in a cell; 0: no such space */
    uint16_t count;
    uint32_t first;
} cells;

static cells cells_of(const uint8_t *payload)
{
    cells named;

    named.space = payload[0];
    named.bytes = named.space < board->space_count ? board->spaces[named.space].bytes : 0;
    named.count = take16(payload + 2);
    named.first = take32(payload + 4);
    return named;
}

static uint8_t is_outside(const cells *named)
{
    return named->bytes == 0 || named->first >= board->spaces[named->space].cells ||
        named->count > board->spaces[named->space].cells - named->first;
}

static void take_read(uint8_t *body, uint16_t payload)
{
    cells named = cells_of(body + HEADER_BYTES);
    uint32_t bytes = CELLS_HEAD + (uint32_t)named.count * named.bytes;
    uint8_t *to = body + HEADER_BYTES + CELLS_HEAD;
    uint16_t i;

    if (payload < CELLS_HEAD || named.count == 0) {
        send_error(body, BAD_LENGTH, payload);
    } else if (is_outside(&named)) {
        send_error(body, OUTSIDE, named.first);
    } else if (payload != CELLS_HEAD || bytes > LOCKSPIKE_BODY - HEADER_BYTES) {
        send_error(body, BAD_LENGTH, payload);
    } else {
        head(body, READ_REPLY, 0, (uint16_t)bytes, take16(body + 8), step_count);
        body[HEADER_BYTES + 1] = 0;
        for (i = 0; i < named.count; i++, to += named.bytes)
            board->read(named.space, named.first + i, to);
        send(body, (uint16_t)(HEADER_BYTES + bytes));
    }
}

static void take_write(const uint8_t *body, uint16_t payload)
{
    cells named = cells_of(body + HEADER_BYTES);
    const uint8_t *from = body + HEADER_BYTES + CELLS_HEAD;
    uint8_t *to;
    uint16_t i;

    if (payload < CELLS_HEAD || named.count == 0) {
        send_error(body, BAD_LENGTH, payload);
    } else if (is_outside(&named)) {
        send_error(body, OUTSIDE, named.first);
    } else if (payload != CELLS_HEAD + (uint32_t)named.count * named.bytes) {
        send_error(body, BAD_LENGTH, payload);
    } else {
        for (i = 0; i < named.count; i++, from += named.bytes)
            board->write(named.space, named.first + i, from);
        to = head(kept[next_kept], WRITE_REPLY, 0, CELLS_HEAD, expected, step_count);
        for (i = 0; i < CELLS_HEAD; i++)
            to[i] = body[HEADER_BYTES + i];
        to[1] = 0;
        finish(HEADER_BYTES + CELLS_HEAD, 0);
    }
}

static uint8_t is_known(uint8_t type)
{
    return type == HELLO || type == STEP || type == READ || type == WRITE || type == PING;
}

static void answer(uint8_t *body, uint8_t type, uint16_t payload)
{
    uint8_t understood = type == STEP && board->state != NULL ? FLAG_STATE : 0;
    uint32_t theirs = take32(body + 4);

    if (body[1] & MUST_UNDERSTAND & (uint8_t)~understood) {
        send_error(body, UNKNOWN_FLAG, body[1]);
    } else if (theirs == 0 || (type != HELLO && theirs != session)) {
        send_error(body, NOT_MY_SESSION, boot_id);
    } else if (type == HELLO) {
        take_hello(body, payload);
    } else if ((type == READ && board->read == NULL) || (type == WRITE && board->write == NULL)) {
        send_error(body, NOT_SUPPORTED, type);
    } else if (type == READ) {
        take_read(body, payload);
    } else if (type == PING && payload != 0) {
        send_error(body, BAD_LENGTH, payload);
    } else if (type == PING) {
        put16(put16(head(body, PONG, 0, 4, take16(body + 8), step_count), expected), 0);
        send(body, HEADER_BYTES + 4);
    } else if (!is_next(body)) {
        answer_again(body);
    } else if (is_stuck) {
        send_error(body, NOT_DONE, stuck_clocks);
    } else if (type == STEP) {
        take_step(body, payload);
    } else {
        take_write(body, payload);
    }
}

/* Gives whether the body could be one. */
static uint8_t take_body(uint8_t *body, uint16_t bytes)
{
    uint16_t payload;

    if (bytes < HEADER_BYTES || bytes > LOCKSPIKE_BODY || body[0] >> 4 != VERSION || !is_known(body[0] & 15))
        return 0;
    payload = take16(body + 2);
    if (payload != bytes - HEADER_BYTES)
        return 0;
    hear();
    answer(body, body[0] & 15, payload);
    return 1;
}

#endif

/* Receiving. */

static uint8_t is_checked(uint16_t encoded)
{
    uint32_t crc = crc32c(frame, encoded);
    uint8_t i;

    for (i = 0; i < CHECK_BYTES; i++)
        if (frame[encoded + i] != check_group(crc, i))
            return 0;
    return 1;
}

/* Takes COBS away, in place: what is written never passes what is read. Gives the bytes of the body, 0 if it is none. */
static uint16_t decode(uint16_t encoded)
{
    uint16_t at = 0, bytes = 0;
    uint8_t code, i;

    while (at < encoded) {
        code = frame[at++];
        if (code > encoded - at + 1u)
            return 0;
        for (i = 1; i < code; i++)
            frame[bytes++] = frame[at++];
        if (code != 255 && at < encoded)
            frame[bytes++] = 0;
    }
    return bytes;
}

static void end_frame(void)
{
    uint16_t encoded = (uint16_t)(frame_bytes - CHECK_BYTES);
    uint8_t good = !discarding && frame_bytes > CHECK_BYTES && is_checked(encoded);

    if (frame_bytes > 0 && !(good && take_body(frame, decode(encoded))))
        dropped++;
    frame_bytes = 0;
    discarding = 0;
}

static void take_byte(uint8_t byte)
{
    if (byte == 0)
        end_frame();
    else if (frame_bytes < WIRE_BYTES)
        frame[frame_bytes++] = byte;
    else
        discarding = 1;
}

void lockspike_start(const lockspike_board *own)
{
    board = own;
    frame_bytes = 0;
    discarding = 0;
    dropped = 0;
    hear();
    start_link();
    board->reset();
}

void lockspike_poll(void)
{
    int byte;

    for (byte = board->get(); byte >= 0; byte = board->get())
        take_byte((uint8_t)byte);
    if (board->millis != NULL && board->quiet != NULL && !is_quiet && board->millis() - heard >= QUIET_MILLIS) {
        is_quiet = 1;
        board->quiet();
    }
}

uint16_t lockspike_dropped(void)
{
    return dropped;
}
