/* port_host.c: a board that is a program of a POSIX system, behind a pseudo-terminal: `host LINK` makes LINK lead to its
 * node, and runs until it is ended. */
#define _XOPEN_SOURCE 600

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <time.h>

#include "lockspike_port.h"
#include "lockspike_pty.h"

enum { ROOM = 4096, IDLE_MILLIS = 200, STUCK_MILLIS = 1000 };

static int line;
static uint8_t in[ROOM], out[ROOM];
static int in_at, in_bytes, out_bytes;

static int is_ready(short events, int millis)
{
    struct pollfd one;

    one.fd = line;
    one.events = events;
    return poll(&one, 1, millis) > 0;
}

/* As on a UART, what nobody takes is lost. */
static void flush(void)
{
    int at = 0;

    while (at < out_bytes && is_ready(POLLOUT, STUCK_MILLIS)) {
        ssize_t n = write(line, out + at, (size_t)(out_bytes - at));

        if (n > 0)
            at += (int)n;
        else if (n < 0 && errno != EINTR && errno != EAGAIN)
            break;
    }
    out_bytes = 0;
}

int lockspike_port_get(void)
{
    if (in_at == in_bytes) {
        ssize_t n = read(line, in, ROOM);

        in_at = 0;
        in_bytes = n > 0 ? (int)n : 0;
    }
    return in_at < in_bytes ? in[in_at++] : -1;
}

void lockspike_port_put(uint8_t byte)
{
    if (out_bytes == ROOM)
        flush();
    out[out_bytes++] = byte;
}

uint32_t lockspike_port_millis(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000);
}

uint32_t lockspike_port_boot(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return ((uint32_t)now.tv_sec ^ (uint32_t)now.tv_nsec << 2) * 2654435761u + (uint32_t)getpid();
}

uint8_t lockspike_port_counts(void)
{
    return 0;
}

uint32_t lockspike_port_clocks(uint8_t on)
{
    (void)on;
    return 0;
}

void lockspike_port_show(uint8_t on)
{
    (void)on;
}

void lockspike_port_idle(void)
{
    flush();
    is_ready(POLLIN, IDLE_MILLIS);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: host LINK\n", stderr);
        return 2;
    }
    line = lockspike_open_pty(argv[1]);
    if (line < 0 || fcntl(line, F_SETFL, O_NONBLOCK) != 0) {
        perror(argv[1]);
        return 3;
    }
    lockspike_main();
    return 0;
}
