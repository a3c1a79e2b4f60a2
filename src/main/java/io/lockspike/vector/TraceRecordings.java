package io.lockspike.vector;

import io.lockspike.equation.Signal;
import io.lockspike.trace.Clock;
import io.lockspike.trace.Pick;
import io.lockspike.trace.TraceFile;
import io.lockspike.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The columns of recordings in files. A path starts at the working directory; a VCD file has a row
/// at each rising edge of its clock. Every lane takes the same rows. Each column has a reader of
/// its own, so that one row of it is in memory; `close` closes them all.
public final class TraceRecordings implements Recordings, AutoCloseable {
    private final List<TraceReader> open = new ArrayList<>();

    @Override
    public Stream open(String file, String column, Signal input, int lane) {
        var reader = TraceFile.open(Path.of(file)).read(Clock.ANY);
        open.add(reader);
        reader.select(List.of(Pick.whole(column, input.type())));
        return new Rows(reader);
    }

    @Override
    public void close() {
        open.forEach(TraceReader::close);
        open.clear();
    }

    /// One row ahead of what was asked for, to know whether there is a next one.
    private static final class Rows implements Stream {
        private final TraceReader reader;
        private boolean hasNext;
        private boolean defined;

        Rows(TraceReader reader) {
            this.reader = reader;
            hasNext = reader.next();
        }

        @Override
        public boolean hasNext() {
            return hasNext;
        }

        @Override
        public long next() {
            long raw = reader.raw(0);
            defined = reader.defined(0);
            hasNext = reader.next();
            return raw;
        }

        @Override
        public boolean defined() {
            return defined;
        }
    }
}
