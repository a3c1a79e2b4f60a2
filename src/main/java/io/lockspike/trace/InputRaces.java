package io.lockspike.trace;

import java.util.ArrayList;
import java.util.List;

/// Counts how often inputs change at the very time of an active edge of the clock, where a
/// recording does not tell whether the design saw the value before or after.
final class InputRaces {
    private final String timescale;
    private VcdCell[] cells = {};
    private long[] counts = {};
    private long[] firsts = {};
    private long edges;
    private long time;

    InputRaces(String timescale) {
        this.timescale = timescale;
    }

    void watch(VcdCell[] cells) {
        this.cells = cells;
        counts = new long[cells.length];
        firsts = new long[cells.length];
    }

    void edge(long time) {
        edges++;
        this.time = time;
    }

    void change(VcdCell cell) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] == cell) {
                firsts[i] = counts[i] == 0 ? time : firsts[i];
                counts[i]++;
            }
        }
    }

    List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int i = 0; i < cells.length; i++) {
            if (counts[i] > 0) {
                warnings.add(
                        "the input "
                                + Quote.of(cells[i].variable.path())
                                + " changes at the very time of the clock's edge ("
                                + counts[i]
                                + " of "
                                + edges
                                + " edges, first at time "
                                + VcdTime.text(firsts[i], timescale)
                                + "): the value before it is taken");
            }
        }
        return warnings;
    }
}
