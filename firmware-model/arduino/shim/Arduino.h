// Arduino.h: as much of the Arduino's language as the sketches here use, for an ATmega328P at 16 MHz and plain avr-g++.
#ifndef ARDUINO_H
#define ARDUINO_H

#include <stdint.h>

class SerialPort {
public:
  void begin(unsigned long baud);
  int available();
  int read();
  void write(uint8_t byte);
};

extern SerialPort Serial;

unsigned long millis();
void setup();
void loop();

#endif
