/* link_frames.c: the byte layer of the link against test-vectors/link/v1/frames-*.txt, which it reads. It says how many
 * frames of each kind were right, and which were not. */
#include <stdio.h>
#include <string.h>

#include "lockspike_link.c"

static uint8_t line[2048], body[1024], sent[2048];
static unsigned sent_bytes, fed_bytes, fed_at;

static int get(void)
{
    return fed_at < fed_bytes ? line[fed_at++] : -1;
}

static void put(uint8_t byte)
{
    if (sent_bytes < sizeof sent)
        sent[sent_bytes++] = byte;
}

static void reset(void)
{
}

static void step(const uint8_t *in, uint8_t *out)
{
    (void)in;
    (void)out;
}

static int read_hex(uint8_t *to, unsigned bytes, unsigned room)
{
    unsigned i, value;

    if (bytes > room)
        return 0;
    for (i = 0; i < bytes; i++) {
        if (scanf("%2x", &value) != 1)
            return 0;
        to[i] = (uint8_t)value;
    }
    return bytes > 0 || (scanf("%2x", &value) == 1 && value == 0);
}

/* Whether what stands between the two 00 is understood as the body. */
static int understands(unsigned line_bytes, unsigned body_bytes)
{
    uint16_t encoded = (uint16_t)(line_bytes - 2 - CHECK_BYTES);

    memcpy(frame, line + 1, line_bytes - 2);
    return is_checked(encoded) && decode(encoded) == body_bytes && memcmp(frame, body, body_bytes) == 0;
}

static int sends(unsigned line_bytes, unsigned body_bytes)
{
    sent_bytes = 0;
    send(body, (uint16_t)body_bytes);
    return sent_bytes == line_bytes && memcmp(sent, line, line_bytes) == 0;
}

/* Nothing is answered; what was not empty is counted. */
static int drops(unsigned line_bytes)
{
    uint16_t before = lockspike_dropped();

    sent_bytes = 0;
    fed_bytes = line_bytes;
    fed_at = 0;
    lockspike_poll();
    return sent_bytes == 0 && (line_bytes <= 2 || lockspike_dropped() != before);
}

int main(void)
{
    static lockspike_board own;
    unsigned good = 0, read_only = 0, bad = 0, wrong = 0, line_bytes, body_bytes;
    char kind;

    own.get = get;
    own.put = put;
    own.reset = reset;
    own.step = step;
    lockspike_start(&own);
    while (scanf(" %c %u %u", &kind, &line_bytes, &body_bytes) == 3) {
        int right;

        if (!read_hex(line, line_bytes, sizeof line) || !read_hex(body, body_bytes, sizeof body))
            return 2;
        right = kind == 'B' ? drops(line_bytes)
            : understands(line_bytes, body_bytes) && (kind == 'R' || sends(line_bytes, body_bytes));
        if (!right) {
            printf("%c frame of %u bytes is wrong\n", kind, line_bytes);
            wrong++;
        }
        good += kind == 'G';
        read_only += kind == 'R';
        bad += kind == 'B';
    }
    printf("%u good, %u to read, %u bad, %u wrong\n", good, read_only, bad, wrong);
    return wrong != 0;
}
