package io.lockspike.vector;

import io.lockspike.equation.Signal;

/// Where the columns of recordings come from, for `file:` stimuli.
@FunctionalInterface
public interface Recordings {

    /// Opens the column `column` of `file` as the values of `input` on `lane`, in the order of the
    /// rows. The stream must refuse a value that the input's type does not hold.
    ///
    /// @throws io.lockspike.equation.BadInputException if there is no such file, column or lane
    Stream open(String file, String column, Signal input, int lane);
}
