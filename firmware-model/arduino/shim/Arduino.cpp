// Arduino.cpp: the port and the clock that Arduino.h speaks of. What comes in is kept by an interrupt, 64 bytes of it, as
// many as an Uno keeps.
#include "Arduino.h"

#include <avr/interrupt.h>
#include <avr/io.h>

SerialPort Serial;

static volatile uint8_t ring[64], head, tail;
static volatile unsigned long ticks;

ISR(USART_RX_vect) {
  uint8_t byte = UDR0;
  uint8_t next = (uint8_t)((head + 1) % sizeof ring);

  if (next != tail) {
    ring[head] = byte;
    head = next;
  }
}

ISR(TIMER0_COMPA_vect) {
  ticks++;
}

void SerialPort::begin(unsigned long baud) {
  UCSR0A = 1 << U2X0;
  UBRR0 = (uint16_t)((F_CPU + 4 * baud) / (8 * baud) - 1);
  UCSR0C = (1 << UCSZ01) | (1 << UCSZ00);
  UCSR0B = (1 << RXEN0) | (1 << TXEN0) | (1 << RXCIE0);
}

int SerialPort::available() {
  return (uint8_t)(head - tail) % sizeof ring;
}

int SerialPort::read() {
  int byte = -1;

  if (head != tail) {
    byte = ring[tail];
    tail = (uint8_t)((tail + 1) % sizeof ring);
  }
  return byte;
}

void SerialPort::write(uint8_t byte) {
  while (!(UCSR0A & (1 << UDRE0)))
    ;
  UDR0 = byte;
}

unsigned long millis() {
  cli();
  unsigned long now = ticks;
  sei();
  return now;
}

int main() {
  TCCR0A = 1 << WGM01;
  TCCR0B = (1 << CS01) | (1 << CS00);
  OCR0A = F_CPU / 64000 - 1;
  TIMSK0 = 1 << OCIE0A;
  sei();
  setup();
  for (;;)
    loop();
}
