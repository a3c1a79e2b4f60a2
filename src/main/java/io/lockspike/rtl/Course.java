package io.lockspike.rtl;

import io.lockspike.vector.RandomRows;
import java.util.List;
import java.util.function.Supplier;

/// A run that can be repeated: a device, and the rows that drive it from power-up on.
///
/// @param device what is run
/// @param directed the first rows
/// @param random those behind them, from their beginning
/// @param rows how many there are in all
/// @param begun rows of all runs that came before, for the watcher
/// @param name which run it is, for people: ` of run 3`, or nothing
record Course(
        Device device,
        List<long[]> directed,
        Supplier<RandomRows> random,
        long rows,
        long begun,
        String name) {

    Course upTo(long other) {
        return new Course(device, directed, random, other, begun, name);
    }
}
