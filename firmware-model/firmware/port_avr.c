/* port_avr.c: a board that is an AVR with a USART 0 and a 16-bit timer 1 (ATmega328P as in an Arduino Uno, 1284P, 2560).
 * The lamp is PB5, the Uno's LED. */
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "lockspike_link.h"
#include "lockspike_port.h"

#ifndef F_CPU
#error "F_CPU is the clock in hertz, for example -DF_CPU=16000000UL"
#endif
#ifndef LOCKSPIKE_BAUD
#define LOCKSPIKE_BAUD 500000UL
#endif
#ifndef UDR0
#error "port_avr.c uses USART 0, and this AVR has no UDR0"
#endif

/* As many bytes as an index can tell. */
static volatile uint8_t ring[256];
static volatile uint8_t ring_head;
static uint8_t ring_tail;
static volatile uint32_t millis;
static uint16_t call_clocks;

ISR(USART_RX_vect)
{
    uint8_t byte = UDR0;

    if ((uint8_t)(ring_head + 1) != ring_tail)
        ring[ring_head++] = byte;
}

ISR(TIMER0_COMPA_vect)
{
    millis++;
}

int lockspike_port_get(void)
{
    return ring_head == ring_tail ? -1 : ring[ring_tail++];
}

void lockspike_port_put(uint8_t byte)
{
    while (!(UCSR0A & (1 << UDRE0)))
        ;
    UDR0 = byte;
}

uint32_t lockspike_port_millis(void)
{
    uint32_t now;

    cli();
    now = millis;
    sei();
    return now;
}

/* Counted where a reset and a power cut leave it alone. */
uint32_t lockspike_port_boot(void)
{
    uint32_t *boots = (uint32_t *)0;
    uint32_t boot = eeprom_read_dword(boots) + 1;

    eeprom_update_dword(boots, boot);
    return boot;
}

uint8_t lockspike_port_counts(void)
{
    lockspike_port_clocks(1);
    call_clocks = (uint16_t)lockspike_port_clocks(0);
    return 1;
}

/* Timer 1 counts every clock. Interrupts wait meanwhile, or they would be counted, too: the USART holds two bytes and a
 * half until then. What takes longer than the timer counts is not counted. */
uint32_t lockspike_port_clocks(uint8_t on)
{
    uint16_t now = TCNT1;

    if (on) {
        cli();
        TIFR1 = 1 << TOV1;
        TCNT1 = 0;
        return 0;
    }
    sei();
    return TIFR1 & (1 << TOV1) ? 0 : (uint32_t)(now - call_clocks);
}

void lockspike_port_show(uint8_t on)
{
    if (on)
        PORTB |= 1 << PORTB5;
    else
        PORTB &= (uint8_t)~(1 << PORTB5);
}

/* The instruction behind sei is done before any interrupt: what comes in between wakes the sleeper. */
void lockspike_port_idle(void)
{
    cli();
    if (ring_head == ring_tail) {
        sleep_enable();
        sei();
        sleep_cpu();
        sleep_disable();
    }
    sei();
}

int main(void)
{
    DDRB |= 1 << DDB5;
    UCSR0A = 1 << U2X0;    /* before UBRR0, or simavr takes the simple speed */
    UBRR0 = (uint16_t)((F_CPU + 4 * LOCKSPIKE_BAUD) / (8 * LOCKSPIKE_BAUD) - 1);
    UCSR0C = (1 << UCSZ01) | (1 << UCSZ00);
    UCSR0B = (1 << RXEN0) | (1 << TXEN0) | (1 << RXCIE0);
    TCCR0A = 1 << WGM01;
    TCCR0B = (1 << CS01) | (1 << CS00);
    OCR0A = (uint8_t)(F_CPU / 64000UL - 1);
    TIMSK0 = 1 << OCIE0A;
    TCCR1B = 1 << CS10;
    SMCR = 0;    /* sleep is idle: the USART and the timers go on */
    sei();
    lockspike_main();
    return 0;
}
