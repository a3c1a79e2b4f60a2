// A neuron behind the board link, on an Arduino Uno. Copy lockspike_link.h and lockspike_link.c beside this file.
#include "lockspike_link.h"

static uint8_t v;

static void reset() { v = 0; }

static void step(const uint8_t *in, uint8_t *out) {
  uint8_t sum = (v >> 1) + in[0];    // 8 bits: it wraps
  out[0] = sum >= 200;
  v = out[0] ? 0 : sum;
}

static int get() { return Serial.read(); }
static void put(uint8_t byte) { Serial.write(byte); }
static const lockspike_board board = {get, put, reset, step};    // no lamp, no state: the rest stays 0

void setup() {
  Serial.begin(115200);
  lockspike_start(&board);
}

void loop() { lockspike_poll(); }
