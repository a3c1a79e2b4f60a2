/* port_cortex_m.c: a board that is a Cortex-M3 without an operating system or a C library: an LM3S6965 with its crystal
 * of 8 MHz, which QEMU has as lm3s6965evb. The lamp is PF0, the LED of that board.
 *
 * For another part: the registers below, lm3s6965.ld, and the place of the UART's interrupt in the table. */
#include <stddef.h>

#include "lockspike_link.h"
#include "lockspike_port.h"

#ifndef LOCKSPIKE_BAUD
#define LOCKSPIKE_BAUD 115200u
#endif
#define CLOCK_HZ 50000000u

#define REG(address) (*(volatile uint32_t *)(address))

/* The processor's. */
#define SYST_CSR REG(0xE000E010u)
#define SYST_RVR REG(0xE000E014u)
#define NVIC_ISER0 REG(0xE000E100u)
#define DEMCR REG(0xE000EDFCu)
#define DWT_CTRL REG(0xE0001000u)
#define DWT_CYCCNT REG(0xE0001004u)

/* The part's. */
#define SYSCTL_RIS REG(0x400FE050u)
#define SYSCTL_RCC REG(0x400FE060u)
#define SYSCTL_RCGC1 REG(0x400FE104u)
#define SYSCTL_RCGC2 REG(0x400FE108u)
#define GPIOA_AFSEL REG(0x40004420u)
#define GPIOA_DEN REG(0x4000451Cu)
#define GPIOF_PF0 REG(0x40025004u)
#define GPIOF_DIR REG(0x40025400u)
#define GPIOF_DEN REG(0x4002551Cu)
#define UART_DR REG(0x4000C000u)
#define UART_FR REG(0x4000C018u)
#define UART_IBRD REG(0x4000C024u)
#define UART_FBRD REG(0x4000C028u)
#define UART_LCRH REG(0x4000C02Cu)
#define UART_CTL REG(0x4000C030u)
#define UART_IM REG(0x4000C038u)
#define UART_ICR REG(0x4000C044u)

enum { RXFE = 0x10, TXFF = 0x20, RX_AND_TIMEOUT = 0x50, UART_IRQ = 5, RING = 8192 };

/* Of lm3s6965.ld: only the addresses mean something, but for what is kept. */
extern uint32_t lockspike_stack_top[], lockspike_data[], lockspike_data_end[], lockspike_data_in_flash[];
extern uint32_t lockspike_bss[], lockspike_bss_end[];
extern volatile uint32_t lockspike_kept[];

int main(void);
void lockspike_reset(void);

static volatile uint8_t ring[RING];
static volatile uint16_t ring_head;
static uint16_t ring_tail;
static volatile uint32_t millis;
static uint32_t call_clocks;

static void take_bytes(void)
{
    UART_ICR = RX_AND_TIMEOUT;
    while (!(UART_FR & RXFE)) {
        uint8_t byte = (uint8_t)UART_DR;
        uint16_t next = (uint16_t)((ring_head + 1) % RING);

        if (next != ring_tail) {
            ring[ring_head] = byte;
            ring_head = next;
        }
    }
}

static void tick(void)
{
    millis++;
}

int lockspike_port_get(void)
{
    int byte = -1;

    if (ring_head != ring_tail) {
        byte = ring[ring_tail];
        ring_tail = (uint16_t)((ring_tail + 1) % RING);
    }
    return byte;
}

void lockspike_port_put(uint8_t byte)
{
    while (UART_FR & TXFF)
        ;
    UART_DR = byte;
}

uint32_t lockspike_port_millis(void)
{
    return millis;
}

/* Counted where a reset leaves it alone; after a power cut the RAM holds anything. */
uint32_t lockspike_port_boot(void)
{
    return ++*lockspike_kept;
}

/* QEMU has no such counter: it stands still. */
uint8_t lockspike_port_counts(void)
{
    uint32_t before;

    DEMCR |= 1u << 24;
    DWT_CTRL |= 1u;
    before = DWT_CYCCNT;
    __asm__ volatile("nop\n\tnop\n\tnop\n\tnop");
    if (DWT_CYCCNT == before)
        return 0;
    lockspike_port_clocks(1);
    call_clocks = lockspike_port_clocks(0);
    return 1;
}

/* Interrupts wait meanwhile, or they would be counted, too: the UART holds 16 bytes until then. */
uint32_t lockspike_port_clocks(uint8_t on)
{
    static uint32_t start;
    uint32_t now = DWT_CYCCNT;

    if (on) {
        __asm__ volatile("cpsid i" ::: "memory");
        start = DWT_CYCCNT;
        return 0;
    }
    __asm__ volatile("cpsie i" ::: "memory");
    return now - start - call_clocks;
}

void lockspike_port_show(uint8_t on)
{
    GPIOF_PF0 = on;
}

/* What comes in between wakes the sleeper, also with interrupts off. */
void lockspike_port_idle(void)
{
    __asm__ volatile("cpsid i" ::: "memory");
    if (ring_head == ring_tail)
        __asm__ volatile("wfi" ::: "memory");
    __asm__ volatile("cpsie i" ::: "memory");
}

/* 50 MHz: the PLL's 200 MHz by 4, from the crystal; as the data sheet has it. */
static void start_clock(void)
{
    uint32_t rcc = (SYSCTL_RCC | 1u << 11) & ~(1u << 22);

    SYSCTL_RCC = rcc;
    rcc = (rcc & ~(0x3C0u | 0x30u | 1u << 13 | 1u)) | 0xEu << 6;
    SYSCTL_RCC = rcc;
    rcc = (rcc & ~(0xFu << 23)) | 3u << 23 | 1u << 22;
    SYSCTL_RCC = rcc;
    while (!(SYSCTL_RIS & 1u << 6))
        ;
    SYSCTL_RCC = rcc & ~(1u << 11);
}

int main(void)
{
    uint32_t sixtyfourths = (8u * CLOCK_HZ / LOCKSPIKE_BAUD + 1u) / 2u;

    start_clock();
    SYSCTL_RCGC1 |= 1u;
    SYSCTL_RCGC2 |= 1u | 1u << 5;
    (void)SYSCTL_RCGC2;    /* some clocks until they are on */
    (void)SYSCTL_RCGC2;
    GPIOA_AFSEL |= 3u;
    GPIOA_DEN |= 3u;
    GPIOF_DIR |= 1u;
    GPIOF_DEN |= 1u;
    UART_CTL = 0;
    UART_IBRD = sixtyfourths / 64u;
    UART_FBRD = sixtyfourths % 64u;
    UART_LCRH = 0x70;      /* 8 bits, no parity, the FIFOs on */
    UART_CTL = 0x301;
    UART_IM = RX_AND_TIMEOUT;
    NVIC_ISER0 = 1u << UART_IRQ;
    SYST_RVR = CLOCK_HZ / 1000u - 1u;
    SYST_CSR = 7;
    lockspike_main();
    return 0;
}

void lockspike_reset(void)
{
    const uint32_t *from = lockspike_data_in_flash;
    uint32_t *to;

    for (to = lockspike_data; to < lockspike_data_end; to++)
        *to = *from++;
    for (to = lockspike_bss; to < lockspike_bss_end; to++)
        *to = 0;
    main();
}

static void fault(void)
{
    for (;;)
        ;
}

typedef union {
    const void *stack;
    void (*handler)(void);
} table_entry;

extern const table_entry lockspike_vector_table[16 + UART_IRQ + 1];
const table_entry lockspike_vector_table[16 + UART_IRQ + 1] __attribute__((section(".vectors"), used)) = {
    { .stack = lockspike_stack_top },
    { .handler = lockspike_reset },
    { .handler = fault },    /* NMI */
    { .handler = fault },    /* HardFault */
    { .handler = fault },    /* MemManage */
    { .handler = fault },    /* BusFault */
    { .handler = fault },    /* UsageFault */
    { .handler = fault }, { .handler = fault }, { .handler = fault }, { .handler = fault },
    { .handler = fault },    /* SVCall */
    { .handler = fault },    /* DebugMonitor */
    { .handler = fault },
    { .handler = fault },    /* PendSV */
    { .handler = tick },     /* SysTick */
    { .handler = fault }, { .handler = fault }, { .handler = fault }, { .handler = fault }, { .handler = fault },
    { .handler = take_bytes }
};

/* gcc may call these three for a plain assignment of a struct, also where there is no C library. Built with
 * -fno-tree-loop-distribute-patterns, or each loop would become a call of itself. */
void *memcpy(void *to, const void *from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);

void *memcpy(void *to, const void *from, size_t bytes)
{
    uint8_t *t = to;
    const uint8_t *f = from;

    while (bytes-- > 0)
        *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    uint8_t *t = to;
    const uint8_t *f = from;

    if ((uintptr_t)to < (uintptr_t)from)
        return memcpy(to, from, bytes);
    while (bytes-- > 0)
        t[bytes] = f[bytes];
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    uint8_t *t = to;

    while (bytes-- > 0)
        *t++ = (uint8_t)value;
    return to;
}
