/* lockspike_port.h: what a machine does for the link; port_host.c, port_cortex_m.c and port_avr.c have it. */
#ifndef LOCKSPIKE_PORT_H
#define LOCKSPIKE_PORT_H

#include <stdint.h>

int lockspike_port_get(void);
void lockspike_port_put(uint8_t byte);
uint32_t lockspike_port_millis(void);
uint32_t lockspike_port_boot(void);

/* Counts clocks, as lockspike_board has it. */
uint32_t lockspike_port_clocks(uint8_t on);

/* Whether it can: an emulator may not. */
uint8_t lockspike_port_counts(void);

/* A lamp, where there is one. */
void lockspike_port_show(uint8_t on);

/* Sleeps until something may have come in. */
void lockspike_port_idle(void);

/* lockspike_main.c: the board; never returns. The port calls it from main(). */
void lockspike_main(void);

#endif
