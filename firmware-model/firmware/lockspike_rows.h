/* lockspike_rows.h: the neuron as the link sees it; lockspike_rows.c is written from the spec. */
#ifndef LOCKSPIKE_ROWS_H
#define LOCKSPIKE_ROWS_H

#include <stdint.h>

void lockspike_rows_reset(void);
void lockspike_rows_step(const uint8_t *in, uint8_t *out);

/* Where the neuron shows its state. */
void lockspike_rows_state(uint8_t *row);
void lockspike_rows_read(uint8_t space, uint32_t cell, uint8_t *to);
void lockspike_rows_write(uint8_t space, uint32_t cell, const uint8_t *from);

#endif
