package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import java.util.Arrays;
import java.util.List;

/// Finds the bits that picks want, and gives the signals that hold them a slot.
final class VcdPicks {
    /// The widest signal of which bits can be taken.
    private static final int WIDEST = Input.LONGEST;

    final VcdSlots slots = new VcdSlots();

    private final Input input;
    private final VcdNames names;

    /// The slot of each identifier code, or -1.
    private final int[] slotOfId;

    VcdPicks(Input input, VcdNames names, int ids) {
        this.input = input;
        this.names = names;
        slotOfId = new int[ids];
        Arrays.fill(slotOfId, -1);
    }

    int slotOfId(int id) {
        return slotOfId[id];
    }

    /// The slot of a signal of one bit.
    int slot(VcdVariable variable) {
        return slot(variable, variable.ids().getFirst());
    }

    VcdCell cell(Pick pick) {
        VcdVariable variable = names.get(pick.column());
        if (variable.bits() == 0) {
            throw input.bad(named(variable) + " is a real number or a text; bind one made of bits");
        }
        int low = pick.isWhole() ? 0 : bit(variable, pick.low());
        int high = pick.isWhole() ? variable.bits() - 1 : bit(variable, pick.high());
        if (high < low) {
            throw input.bad(
                    named(variable)
                            + " is declared "
                            + range(variable)
                            + "; write its bits that way");
        }
        check(variable, pick.type(), high - low + 1);
        return cell(pick, variable, low, high);
    }

    private VcdCell cell(Pick pick, VcdVariable variable, int low, int high) {
        List<Integer> ids = variable.ids();
        if (ids.size() == 1) {
            int slot = slot(variable, ids.getFirst());
            return new VcdCell(
                    pick, variable, new int[] {slot}, new int[] {low}, new int[] {high - low + 1});
        }
        int count = high - low + 1;
        int[] bits = new int[count];
        for (int i = 0; i < count; i++) {
            bits[i] = slot(variable, ids.get(ids.size() - 1 - high + i));
        }
        int[] widths = new int[count];
        Arrays.fill(widths, 1);
        return new VcdCell(pick, variable, bits, new int[count], widths);
    }

    private int slot(VcdVariable variable, int id) {
        int width = variable.ids().size() == 1 ? variable.bits() : 1;
        if (width > WIDEST) {
            throw input.bad(named(variable) + " has " + width + " bits, more than " + WIDEST);
        }
        if (slotOfId[id] < 0) {
            slotOfId[id] = slots.add(width);
        } else if (slots.width(slotOfId[id]) != width) {
            throw input.bad(
                    named(variable) + " is declared twice, with different widths, for one signal");
        }
        return slotOfId[id];
    }

    /// How far above the lowest bit the bit `index` of a variable stands.
    private int bit(VcdVariable variable, int index) {
        int above = variable.above(index);
        if (!variable.hasIndices() || above < 0 || above >= variable.bits()) {
            throw input.bad(
                    named(variable)
                            + " has no bit "
                            + index
                            + ": it is declared "
                            + range(variable)
                            + ", "
                            + variable.bits()
                            + " bits");
        }
        return above;
    }

    private void check(VcdVariable variable, Type type, int bits) {
        if (bits > Type.MAX_BITS) {
            throw bits(variable, bits, ", more than 64; bind some of them");
        }
        if (type.signed() && bits < type.bits()) {
            throw bits(
                    variable,
                    bits,
                    " and " + type + " more: its sign is not known; bind it to s" + bits);
        }
    }

    private BadInputException bits(VcdVariable variable, int bits, String problem) {
        return input.bad(named(variable) + " has " + bits + " bits" + problem);
    }

    private static String named(VcdVariable variable) {
        return Quote.of(variable.path());
    }

    private static String range(VcdVariable variable) {
        return "[" + variable.left() + ":" + variable.right() + "]";
    }
}
