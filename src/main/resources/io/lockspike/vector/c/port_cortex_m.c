/* port_cortex_m.c: runs the vectors on a Cortex-M without an operating system or a C library.
 *
 * Characters and the exit status leave by semihosting: a breakpoint that a debugger, or QEMU, answers. Without either
 * the first one stops the machine.
 */
#include "lif_runner.h"

enum { SYS_WRITEC = 0x03, SYS_EXIT_EXTENDED = 0x20 };
#define ADP_STOPPED_APPLICATION_EXIT 0x20026u

/* Of cortex_m.ld: only the addresses mean something. */
extern uint32_t lif_stack_top[], lif_data[], lif_data_end[], lif_data_in_flash[], lif_bss[], lif_bss_end[];

int main(void);
void lif_reset(void);

static void semihost(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void lif_put(char c)
{
    semihost(SYS_WRITEC, &c);
}

void lif_exit(int status)
{
    /* The older SYS_EXIT knows only "well" and "not well" on 32 bits. */
    const uint32_t block[2] = { ADP_STOPPED_APPLICATION_EXIT, (uint32_t)status };

    semihost(SYS_EXIT_EXTENDED, block);
    for (;;)
        ;
}

/* A device that crashes was not judged: neither 0 nor 1. */
static void fault(void)
{
    const char *c;

    for (c = "NOT JUDGED: the processor took a fault or an interrupt that nobody handles\n"; *c != 0; c++)
        lif_put(*c);
    lif_exit(2);
}

void lif_reset(void)
{
    const uint32_t *from = lif_data_in_flash;
    uint32_t *to;

    for (to = lif_data; to < lif_data_end; to++)
        *to = *from++;
    for (to = lif_bss; to < lif_bss_end; to++)
        *to = 0;
    main();
}

int main(void)
{
    lif_exit(lif_run());
    return 2;
}

/* The first 16 entries of the vector table, which all Cortex-M share; no interrupt of a peripheral is enabled. */
typedef union {
    const void *stack;
    void (*handler)(void);
} table_entry;

extern const table_entry lif_vector_table[16];
const table_entry lif_vector_table[16] __attribute__((section(".vectors"), used)) = {
    { .stack = lif_stack_top },
    { .handler = lif_reset },
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
    { .handler = fault }     /* SysTick */
};

/* gcc may call these four for a plain assignment of a struct, also where there is no C library. Built with
 * -fno-tree-loop-distribute-patterns, or each loop would become a call of itself. */
void *memcpy(void *to, const void *from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);

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

int memcmp(const void *left, const void *right, size_t bytes)
{
    const uint8_t *l = left, *r = right;

    for (; bytes > 0; bytes--, l++, r++)
        if (*l != *r)
            return *l - *r;
    return 0;
}
