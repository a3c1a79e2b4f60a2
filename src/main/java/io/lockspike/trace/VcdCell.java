package io.lockspike.trace;

import io.lockspike.equation.Type;

/// A pick of a VCD file: the bits wanted, as they stand now and as they stood in the row.
final class VcdCell {
    final Pick pick;
    final VcdVariable variable;

    /// The pieces of the bits, the highest first: `widths[i]` bits of slot `slots[i]` from
    /// `lows[i]` on.
    private final int[] slots;

    private final int[] lows;
    private final int[] widths;
    private final int bits;

    private long value = -1;
    private long unknown = -1;
    private long rowValue;
    private long rowUnknown;
    private long raw;

    VcdCell(Pick pick, VcdVariable variable, int[] slots, int[] lows, int[] widths) {
        this.pick = pick;
        this.variable = variable;
        this.slots = slots;
        this.lows = lows;
        this.widths = widths;
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        this.bits = sum;
        this.value = ones(bits);
        this.unknown = value;
    }

    boolean shows(int slot) {
        for (int mine : slots) {
            if (mine == slot) {
                return true;
            }
        }
        return false;
    }

    /// Takes the bits from the slots; true if they changed.
    boolean update(VcdSlots from) {
        long oldValue = value;
        long oldUnknown = unknown;
        value = 0;
        unknown = 0;
        for (int i = 0; i < slots.length; i++) {
            int shift = widths[i] & 63;
            value = value << shift | from.value(slots[i], lows[i], widths[i]);
            unknown = unknown << shift | from.unknown(slots[i], lows[i], widths[i]);
        }
        return value != oldValue || unknown != oldUnknown;
    }

    /// The bits as they stand now become those of the row.
    void sample() {
        rowValue = value;
        rowUnknown = unknown;
    }

    /// Reads the bits of the row as a number; false if the type does not hold it.
    boolean read() {
        Type type = pick.type();
        int unused = 64 - bits;
        raw = !defined() ? 0 : type.signed() ? (rowValue << unused) >> unused : rowValue;
        return type.bits() >= bits || type.wrap(raw) == raw;
    }

    /// What is wrong where [#read] said so.
    String problem() {
        Type type = pick.type();
        return Quote.of(pick.toString())
                + " is "
                + new Type(type.signed(), bits).format(raw)
                + ", outside "
                + type
                + ", "
                + type.range()
                + "; bind the bits that are meant, or a wider type";
    }

    long raw() {
        return raw;
    }

    boolean defined() {
        return rowUnknown == 0;
    }

    /// The bits of the row as a VCD file writes them: `b01x0`, or `x` for a single one.
    String text() {
        var text = new StringBuilder(bits == 1 ? "" : "b");
        for (int i = bits - 1; i >= 0; i--) {
            int code = (int) (rowValue >>> i & 1) | (int) (rowUnknown >>> i & 1) << 1;
            text.append("01zx".charAt(code));
        }
        return text.toString();
    }

    private static long ones(int bits) {
        return bits == 64 ? -1 : (1L << bits) - 1;
    }
}
