/* What `lif cosim` calls: one function that runs the device for many rows. */
#include "@{module}_device.h"

#include <stdio.h>

@{device}

#define LIF_SEEN __attribute__((visibility("default")))

LIF_SEEN int64_t lif_start(int64_t seed)
{
    (void)seed;
    setvbuf(stdout, NULL, _IOLBF, 1 << 14);
    @{start}
    return 0;
}

LIF_SEEN void lif_widths(int64_t *bits)
{
    @{widths}
}

LIF_SEEN int64_t lif_run(int64_t rows, const int64_t *in, int64_t *out, volatile int64_t *progress)
{
    const int64_t first = *progress;
    for (int64_t row = 0; row < rows; row++, in += @{inputs}, out += @{outputs}) {
        @{module}_device_inputs driven = {0};
        @{module}_device_outputs shown = {0};
        *progress = first + row;
        @{drives}
        @{call}
        @{samples}
    }
    *progress = first + rows;
    return rows;
}

LIF_SEEN const char *lif_why(void)
{
    return "";
}
