package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.trace.Clock;
import io.lockspike.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading ahead shows in nothing but the time it takes.
final class ReadAheadTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
    void givesAllInOrderThenNull(int count) {
        try (var ahead = new ReadAhead<>(numbers(count, null), List::of)) {
            for (int i = 0; i < count; i++) {
                assertThat(ahead.next()).isEqualTo(i);
            }
            assertThat(ahead.next()).isNull();
            assertThat(ahead.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 130})
    void throwsBehindWhatWasReadBefore(int count) {
        for (Throwable thrown :
                List.of(new IllegalStateException("bad"), new StackOverflowError())) {
            try (var ahead = new ReadAhead<>(numbers(count, thrown), List::of)) {
                for (int i = 0; i < count; i++) {
                    assertThat(ahead.next()).isEqualTo(i);
                }
                assertThatThrownBy(ahead::next).isSameAs(thrown);
                assertThatThrownBy(ahead::next).isSameAs(thrown);
            }
        }
    }

    @Test
    void readsNoMoreOnceClosedAndNeverFarAhead() {
        var asked = new AtomicInteger();
        var ahead = new ReadAhead<>(asked::incrementAndGet, List::of);
        assertThat(ahead.next()).isEqualTo(1);
        ahead.close();
        int atClose = asked.get();
        assertThat(atClose).isBetween(ReadAhead.SIZE, ReadAhead.SIZE * (2 * ReadAhead.WAITING + 3));
        assertThat(atClose % ReadAhead.SIZE).isZero();
        assertThat(asked).hasValue(atClose);
    }

    /// What the reading thread came upon later than the rows that were handed over is left out.
    @Test
    void warnsOfWhatWasHandedOver() {
        var read = new AtomicInteger();
        try (var ahead =
                new ReadAhead<>(read::incrementAndGet, () -> List.of("after " + read.get()))) {
            for (int i = 0; i < ReadAhead.SIZE; i++) {
                ahead.next();
            }
            assertThat(ahead.warnings()).containsExactly("after " + ReadAhead.SIZE);
            ahead.next();
            assertThat(ahead.warnings()).containsExactly("after " + 2 * ReadAhead.SIZE);
        }
    }

    /// The rows behind the last one that is compared are nobody's business, in a file as on a
    /// stream.
    @Test
    void doesNotTellWhatIsWrongBehindTheEndOfACheck() throws IOException {
        Recording recording =
                Recording.csvs().stream()
                        .filter(one -> one.design().equals("tt-halving"))
                        .findFirst()
                        .orElseThrow();
        List<String> lines = new ArrayList<>(recording.lines());
        int spike = List.of(lines.getFirst().split(",", -1)).indexOf("spike");
        lines.set(30, changed(lines.get(30), spike));
        lines.set(60, "not,a,row");
        // In its first rows it is reset, however many there are of them.
        lines.addAll(3, Collections.nCopies(Rows.ALONE, lines.get(3)));
        Path file = Files.write(folder.resolve("changed.csv"), lines);

        Verdict ofFile = check(recording, file);
        Verdict ofStream = Recording.check(recording.spec(), lines, OnDivergence.parse("stop"));

        assertThat(ofFile.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(ofFile.divergences()).isEqualTo(ofStream.divergences());
        assertThat(ofFile.steps()).isGreaterThan(Rows.ALONE).isEqualTo(ofStream.steps());
        assertThat(ofFile.warnings()).isEqualTo(ofStream.warnings());
    }

    private static Verdict check(Recording recording, Path file) {
        try (var reader = TraceFile.open(file).read(Clock.ANY)) {
            assertThat(reader.recorded()).isTrue();
            return Check.run(
                    new Check.Request(
                            recording.spec(),
                            recording.spec().binding("csv"),
                            "recording",
                            false,
                            "",
                            OnDivergence.parse("stop"),
                            _ -> {},
                            () -> false),
                    reader);
        }
    }

    private static String changed(String line, int column) {
        String[] cells = line.split(",", -1);
        cells[column] = cells[column].equals("0") ? "1" : "0";
        return String.join(",", cells);
    }

    private static Supplier<Integer> numbers(int count, Throwable thrown) {
        var next = new AtomicInteger();
        return () -> {
            if (next.get() < count) {
                return next.getAndIncrement();
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            return null;
        };
    }
}
