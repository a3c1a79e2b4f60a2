/* lif_runner.c: walks test vectors and says where the device and the model part. */
#include "lif_runner.h"

#if LIF_KEEP_GOING < 1
#error "LIF_KEEP_GOING is the number of differing steps that are told: 1 or more"
#endif

/* One value of any signal, looked at as bytes or as what it is. */
typedef union {
    uint8_t bytes[8];
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    int8_t s8;
    int16_t s16;
    int32_t s32;
    int64_t s64;
} word;

static void put_text(const char *text)
{
    char c;

    while ((c = (char)LIF_TABLE_BYTE((const uint8_t *)text++)) != 0)
        lif_put(c);
}

static void put_unsigned(uint64_t value)
{
    char digits[20];    /* 2^64 - 1 has 20 */
    uint8_t n = 0;

    do {
        digits[n++] = (char)('0' + (char)(value % 10));
        value /= 10;
    } while (value != 0);
    while (n > 0)
        lif_put(digits[--n]);
}

static void put_signed(int64_t value)
{
    if (value < 0)
        lif_put('-');
    /* Negated as unsigned: -INT64_MIN has no int64_t. */
    put_unsigned(value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

static void put_word(const word *value, uint8_t type)
{
    switch (type) {
    case LIF_S8:  put_signed(value->s8); break;
    case LIF_S16: put_signed(value->s16); break;
    case LIF_S32: put_signed(value->s32); break;
    case LIF_S64: put_signed(value->s64); break;
    case LIF_U16: put_unsigned(value->u16); break;
    case LIF_U32: put_unsigned(value->u32); break;
    case LIF_U64: put_unsigned(value->u64); break;
    default:      put_unsigned(value->u8); break;
    }
}

static void put_output_name(uint16_t index)
{
    const char *name = lif_vectors.output_names;

    for (; index > 0; index--)
        while (LIF_TABLE_BYTE((const uint8_t *)name++) != 0)
            ;
    put_text(name);
}

static void copy(void *to, const void *from, size_t bytes)
{
    uint8_t *t = to;
    const uint8_t *f = from;

    while (bytes-- > 0)
        *t++ = *f++;
}

static void copy_from_table(void *to, const void *table, size_t bytes)
{
    uint8_t *t = to;
    const uint8_t *f = table;

    while (bytes-- > 0) {
        *t++ = LIF_TABLE_BYTE(f);
        f++;
    }
}

static uint8_t table_bit(const uint8_t *table, uint32_t row)
{
    return (uint8_t)(LIF_TABLE_BYTE(table + (size_t)(row >> 3)) >> (row & 7) & 1);
}

static uint8_t bytes_of(const lif_signal *signal)
{
    return signal->type & LIF_BYTES;
}

static void read_table(const lif_signal *signal, uint32_t row, word *value)
{
    const uint8_t *rows = signal->rows;

    if (signal->type & LIF_PACKED)
        value->u8 = table_bit(rows, row);
    else
        copy_from_table(value, rows + (size_t)row * bytes_of(signal), bytes_of(signal));
}

static uint8_t differ(const word *a, const word *b, uint8_t bytes)
{
    while (bytes-- > 0)
        if (a->bytes[bytes] != b->bytes[bytes])
            return 1;
    return 0;
}

static void set_inputs(uint32_t row)
{
    uint16_t i;
    lif_signal signal;
    word value;

    for (i = 0; i < lif_vectors.input_count; i++) {
        copy_from_table(&signal, &lif_vectors.inputs[i], sizeof signal);
        read_table(&signal, row, &value);
        copy(signal.cell, &value, bytes_of(&signal));
    }
}

/* Every output starts a row as something that is wrong, so that one which the device forgets to write is seen to
 * differ, and never agrees because it is still right from the row before. */
static void spoil_outputs(uint32_t row)
{
    uint16_t i;
    uint8_t byte;
    lif_signal signal;
    word value;

    for (i = 0; i < lif_vectors.output_count; i++) {
        copy_from_table(&signal, &lif_vectors.outputs[i], sizeof signal);
        read_table(&signal, row, &value);
        for (byte = 0; byte < bytes_of(&signal); byte++)
            value.bytes[byte] = (uint8_t)~value.bytes[byte];
        copy(signal.cell, &value, bytes_of(&signal));
    }
}

/* Tells all outputs that differ in one line. Gives 1 if there are any. */
static uint8_t compare_outputs(uint32_t row, uint32_t *compared)
{
    uint16_t i;
    uint8_t told = 0;
    lif_signal signal;
    word is, model;

    for (i = 0; i < lif_vectors.output_count; i++) {
        copy_from_table(&signal, &lif_vectors.outputs[i], sizeof signal);
        if (signal.defined != NULL && !table_bit(signal.defined, row))
            continue;
        read_table(&signal, row, &model);
        copy(&is, signal.cell, bytes_of(&signal));
        ++*compared;
        if (!differ(&is, &model, bytes_of(&signal)))
            continue;
        if (told) {
            put_text(LIF_TEXT("; "));
        } else {
            put_text(LIF_TEXT("step "));
            put_unsigned(row);
            put_text(LIF_TEXT(": "));
            told = 1;
        }
        put_output_name(i);
        put_text(LIF_TEXT(" is "));
        put_word(&is, signal.type);
        put_text(LIF_TEXT(", the model says "));
        put_word(&model, signal.type);
    }
    if (told)
        lif_put('\n');
    return told;
}

static int verdict(uint32_t steps, uint32_t compared, uint32_t differing)
{
    if (differing > 0) {
        put_text(LIF_TEXT("DISAGREED: "));
        put_text(lif_vectors.name);
        put_text(LIF_TEXT(", "));
        put_unsigned(differing);
        put_text(LIF_TEXT(" of "));
        put_unsigned(steps);
        put_text(LIF_TEXT(" steps differ"));
        if (steps < lif_vectors.row_count) {
            put_text(LIF_TEXT(", "));
            put_unsigned(lif_vectors.row_count - steps);
            put_text(LIF_TEXT(" more were not run"));
        }
        lif_put('\n');
        return 1;
    }
    if (compared == 0) {
        put_text(LIF_TEXT("NOTHING COMPARED: "));
        put_text(lif_vectors.name);
        put_text(LIF_TEXT(", the model defines no output in "));
        put_unsigned(steps);
        put_text(LIF_TEXT(" steps\n"));
        return 2;
    }
    put_text(LIF_TEXT("AGREED: "));
    put_text(lif_vectors.name);
    put_text(LIF_TEXT(", "));
    put_unsigned(steps);
    put_text(LIF_TEXT(" steps, "));
    put_unsigned(compared);
    put_text(LIF_TEXT(" values compared\n"));
    return 0;
}

int lif_run(void)
{
    uint32_t row, compared = 0, differing = 0;

    lif_vectors.start();
    for (row = 0; row < lif_vectors.row_count && differing < LIF_KEEP_GOING; row++) {
        set_inputs(row);
        spoil_outputs(row);
        lif_vectors.row();
        differing += compare_outputs(row, &compared);
    }
    return verdict(row, compared, differing);
}
