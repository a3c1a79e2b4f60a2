/* port_avr.c: runs the vectors on an AVR with a USART 0 (ATmega328P, 1284P, 2560 and their like).
 *
 * Characters leave by the USART, 8N1. An AVR has nobody to give an exit status to, so that leaves as the last line,
 * "exit status 0"; whoever reads the line makes it a status again, and has a failure where it is missing.
 */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "lif_runner.h"

#ifndef F_CPU
#error "F_CPU is the clock in hertz, for example -DF_CPU=16000000UL"
#endif
#ifndef UDR0
#error "port_avr.c writes to USART 0, and this AVR has no UDR0"
#endif
#ifndef LIF_BAUD
#define LIF_BAUD 115200UL
#endif

void lif_put(char c)
{
    while (!(UCSR0A & (1 << UDRE0)))
        ;
    /* Clears the flag of the character before, which lif_exit waits for (a 1 clears it). */
    UCSR0A = (1 << U2X0) | (1 << TXC0);
    UDR0 = (uint8_t)c;
    /* simavr naps at each look whether the USART is ready. So this waits first, 10 bits and one to spare, and looks
     * once. */
    __builtin_avr_delay_cycles(11 * (F_CPU / LIF_BAUD));
}

void lif_exit(int status)
{
    const char *text = LIF_TEXT("exit status ");
    char c;

    while ((c = (char)pgm_read_byte(text++)) != 0)
        lif_put(c);
    lif_put((char)('0' + status));
    lif_put('\n');
    while (!(UCSR0A & (1 << TXC0)))
        ;
    /* simavr ends where an AVR sleeps and nothing can wake it. */
    cli();
    for (;;) {
        sleep_enable();
        sleep_cpu();
    }
}

int main(void)
{
    /* Twice the speed, rounded to nearest: 115,200 baud from 16 MHz is 2.1 % off, and 3.5 % otherwise. */
    UCSR0A = 1 << U2X0;    /* before UBRR0, or simavr takes the simple speed */
    UBRR0 = (uint16_t)((F_CPU + 4 * LIF_BAUD) / (8 * LIF_BAUD) - 1);
    UCSR0C = (1 << UCSZ01) | (1 << UCSZ00);
    UCSR0B = 1 << TXEN0;
    lif_exit(lif_run());
    return 2;
}
