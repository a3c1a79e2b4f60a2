package io.lockspike.vector;

import java.util.Locale;

/// A trap that a vector sets for a device: what devices get wrong.
public enum Flag {
    LEAK_DEAD_ZONE("a value that the shift leaves nothing of: the leak stands still"),
    NEGATIVE_SHIFT("a negative value shifted right with a rest: floor and toward zero differ"),
    BELOW("the compared values differ by one, and the comparison just fails or just holds"),
    EQUAL("the compared values are equal: >= holds, > does not"),
    ABOVE("the compared values differ by one, the other way"),
    COUNTER_EDGE("a counter, such as the refractory one, stands where it is compared"),
    JUST_FITS("the greatest or least value that the type holds: nothing is clamped yet"),
    SATURATES_HIGH("a sum above the greatest value: it is clamped"),
    SATURATES_LOW("a sum below the least value: it is clamped"),
    WRAPS("a value outside its type: its upper bits are lost"),
    CONDITION_HOLDS("a condition is 1"),
    CONDITION_FAILS("a condition is 0"),
    WIDEST_INPUT("an input at the greatest or least value of its type"),
    ENABLE_GAP("a condition's input is 1, then 0, then 1: what was held must go on"),
    RST_IN_FLIGHT("rst is asserted while a state differs from what rst loads");

    private final String note;

    Flag(String note) {
        this.note = note;
    }

    /// Whether its probe tells how far a row is from it, so that an input can be bent towards it.
    boolean isDistance() {
        return switch (this) {
            case BELOW, EQUAL, ABOVE, COUNTER_EDGE, JUST_FITS, SATURATES_HIGH, SATURATES_LOW ->
                    true;
            case LEAK_DEAD_ZONE,
                    NEGATIVE_SHIFT,
                    WRAPS,
                    CONDITION_HOLDS,
                    CONDITION_FAILS,
                    WIDEST_INPUT,
                    ENABLE_GAP,
                    RST_IN_FLIGHT ->
                    false;
        };
    }

    /// The name in files: `leak-dead-zone`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it means, one sentence without its stop.
    public String note() {
        return note;
    }
}
