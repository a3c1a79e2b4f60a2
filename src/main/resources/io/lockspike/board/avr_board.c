/* avr_board.c: a board that is an AVR in simavr, its USART 0 behind a pseudo-terminal: `avr_board ELF MCU HZ LINK` makes
 * LINK lead to its node, and runs until it is ended.
 *
 * A program of its own, which is compiled where it is used: simavr is under the GNU GPL, version 3, and so is a program
 * that is linked with it.
 */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <avr_eeprom.h>
#include <avr_uart.h>
#include <sim_avr.h>
#include <sim_elf.h>

#include "lockspike_pty.h"

enum { ROOM = 4096, LOOK_CYCLES = 2000, IDLE_CYCLES = 160000, STUCK_MILLIS = 1000 };

static int line;
static avr_irq_t *usart;
static uint8_t in[ROOM], out[ROOM];
static int in_at, in_bytes, out_bytes;
static int is_on;    /* the USART has room */

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

static void feed(void)
{
    if (in_at == in_bytes) {
        ssize_t n = read(line, in, ROOM);

        in_at = 0;
        in_bytes = n > 0 ? (int)n : 0;
    }
    while (is_on && in_at < in_bytes)
        avr_raise_irq(usart + UART_IRQ_INPUT, in[in_at++]);
}

static void take_byte(avr_irq_t *irq, uint32_t byte, void *none)
{
    (void)irq;
    (void)none;
    if (out_bytes == ROOM)
        flush();
    out[out_bytes++] = (uint8_t)byte;
}

static void turn_on(avr_irq_t *irq, uint32_t value, void *none)
{
    (void)irq;
    (void)value;
    (void)none;
    is_on = 1;
}

static void turn_off(avr_irq_t *irq, uint32_t value, void *none)
{
    (void)irq;
    (void)value;
    (void)none;
    is_on = 0;
}

/* The AVR sleeps for so many cycles, unless something comes in: so does this program. */
static void nap(avr_t *avr, avr_cycle_count_t cycles)
{
    int millis = (int)(cycles * 1000 / avr->frequency);

    flush();
    if (in_at == in_bytes)
        is_ready(POLLIN, millis < 1 ? 1 : millis > 20 ? 20 : millis);
    feed();
}

/* Now and then: takes what came in, and sends what stands for a while. Where nothing has passed for long, an AVR that
 * does not sleep is held back. */
static void look(const avr_t *avr)
{
    static int before;
    static avr_cycle_count_t passed;

    feed();
    if (in_at < in_bytes || out_bytes != before)
        passed = avr->cycle;
    if (out_bytes >= 64 || out_bytes == before)
        flush();
    before = out_bytes;
    if (avr->cycle - passed > IDLE_CYCLES) {
        is_ready(POLLIN, 1);
        passed = avr->cycle - IDLE_CYCLES / 2;
    }
}

/* What an EEPROM holds before anybody wrote to it is anything. */
static void fill_eeprom(avr_t *avr)
{
    struct timespec now;
    uint32_t noise;
    avr_eeprom_desc_t cells;

    clock_gettime(CLOCK_REALTIME, &now);
    noise = ((uint32_t)now.tv_sec ^ (uint32_t)now.tv_nsec << 2) * 2654435761u + (uint32_t)getpid();
    cells.ee = (uint8_t *)&noise;
    cells.offset = 0;
    cells.size = sizeof noise;
    avr_ioctl(avr, AVR_IOCTL_EEPROM_SET, &cells);
}

static void connect_usart(avr_t *avr)
{
    uint32_t flags = 0;

    avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
    flags &= ~(uint32_t)(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    usart = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), 0);
    avr_irq_register_notify(usart + UART_IRQ_OUTPUT, take_byte, NULL);
    avr_irq_register_notify(usart + UART_IRQ_OUT_XON, turn_on, NULL);
    avr_irq_register_notify(usart + UART_IRQ_OUT_XOFF, turn_off, NULL);
    is_on = 1;
}

int main(int argc, char **argv)
{
    static elf_firmware_t firmware;
    avr_t *avr;
    avr_cycle_count_t next = 0;
    int state;

    if (argc != 5) {
        fputs("usage: avr_board ELF MCU HZ LINK\n", stderr);
        return 2;
    }
    avr = avr_make_mcu_by_name(argv[2]);
    if (avr == NULL || elf_read_firmware(argv[1], &firmware) != 0) {
        fprintf(stderr, "%s is no firmware of an %s that simavr knows\n", argv[1], argv[2]);
        return 3;
    }
    avr_init(avr);
    avr_load_firmware(avr, &firmware);
    avr->frequency = (uint32_t)strtoul(argv[3], NULL, 10);
    avr->sleep = nap;
    fill_eeprom(avr);
    connect_usart(avr);
    line = lockspike_open_pty(argv[4]);
    if (line < 0 || fcntl(line, F_SETFL, O_NONBLOCK) != 0) {
        perror(argv[4]);
        return 3;
    }
    do {
        state = avr_run(avr);
        if (avr->cycle >= next) {
            next = avr->cycle + LOOK_CYCLES;
            look(avr);
        }
    } while (state != cpu_Done && state != cpu_Crashed);
    flush();
    fputs(state == cpu_Crashed ? "the AVR crashed\n" : "the AVR sleeps for ever\n", stderr);
    return 3;
}
