/* @{name}_dpi.c: the model behind SystemVerilog's DPI-C. @{spec} [@{hash}]: written from its spec by lif. */
#include <stdlib.h>

#include "@{name}.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A model of its own, at power-up; NULL where there is no memory for it. */
void *@{name}_dpi_new(void) {
    @{name}_state *s = (@{name}_state *)malloc(sizeof(@{name}_state));
    if (s != NULL) {
        @{name}_start(s);
    }
    return s;
}

void @{name}_dpi_free(void *s) {
    free(s);
}

/* One row: the inputs change, falling edge, sample, rising edge. */
void @{name}_dpi_row(void *s@{parameters}) {
    @{name}_inputs in;
    @{name}_outputs out;
    @{inputs}
    @{name}_row((@{name}_state *)s, &in, &out);
    @{outputs}
}

#ifdef __cplusplus
}
#endif
