package io.lockspike.rtl;

import java.util.Optional;

/// A device in this process, row by row.
interface Device {

    /// Power-up. Registers without an initial value take random ones, drawn from `seed`. Gives the
    /// reason where it fails.
    Optional<String> start(long seed);

    /// Runs rows of `driven`, and puts what is sampled into `sampled`; both row by row. Gives the
    /// number of rows that it has done: fewer if the device ended, and then [#why] says why.
    int run(int rows, long[] driven, long[] sampled);

    /// Why it ended.
    String why();
}
