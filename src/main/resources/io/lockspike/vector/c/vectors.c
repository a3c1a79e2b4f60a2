/* @{module}_vectors.c: @{rows} rows of @{spec}; written by `lif vectors`. Hash @{hash}, seed @{seed}. */
#include "lif_runner.h"
#include "@{module}_device.h"

#define TABLE_BYTES @{bytes}
#if TABLE_BYTES > LIF_TABLE_BYTES_MAX
#error "the tables are larger than this machine reads: write fewer rows with lif vectors --rows"
#endif

@{tables}

static @{module}_device_inputs in;
static @{module}_device_outputs out;

@{inputs}
@{outputs}
static const char name[] LIF_TABLE = "@{spec}";
static const char output_names[] LIF_TABLE = @{names};

static void row(void)
{
    @{module}_device_row(&in, &out);
}

const lif_vector_set lif_vectors = {
    .name = name, .output_names = output_names,
    .inputs = @{input_table}, .outputs = @{output_table},
    .input_count = @{input_count}, .output_count = @{output_count},
    .row_count = @{rows}, .start = @{module}_device_start, .row = row
};
