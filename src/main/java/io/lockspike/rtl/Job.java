package io.lockspike.rtl;

import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.Place;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.vector.Pins;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the child process is to do. It goes to it as a file.
///
/// @param spec its file
/// @param overrides other values of parameters
/// @param bind a file with the binding, in place of the spec's `ports: rtl:`
/// @param hash of the spec; another one in the child means that the file has changed
/// @param module what the device is called
/// @param observed further names to compare
/// @param given what inputs do in random rows, `NAME=STIMULUS`
/// @param directed the rows before those: inputs by slot
/// @param rows how many rows there are in all
/// @param depth random rows of the one run, before runs go side by side; `Long.MAX_VALUE` where
///   they do not
/// @param exhaustive every input in every state, in place of random rows
/// @param starts from how many random power-up values the directed rows are run
/// @param level every row, or events whenever they come
/// @param look rows behind the first divergence that are looked at
/// @param columns values that the device shows in a row
/// @param isC the device is C: its names are the spec's, and each run loads it anew
/// @param wave a file for the waveform around it
record Job(
        Path spec,
        Map<String, List<BigInteger>> overrides,
        Optional<Path> bind,
        String hash,
        String module,
        List<String> observed,
        List<String> given,
        boolean hasRst,
        long seed,
        List<long[]> directed,
        long rows,
        long depth,
        boolean exhaustive,
        int starts,
        Verdict.Level level,
        int look,
        OnDivergence onDivergence,
        String subject,
        String replay,
        Path library,
        int columns,
        boolean isC,
        Optional<Path> wave) {

    /// The same with fewer rows.
    Job upTo(long other) {
        return new Job(
                spec,
                overrides,
                bind,
                hash,
                module,
                observed,
                given,
                hasRst,
                seed,
                directed,
                other,
                depth,
                exhaustive,
                starts,
                level,
                look,
                onDivergence,
                subject,
                replay,
                library,
                columns,
                isC,
                wave);
    }

    /// Whether the rows behind the first divergence are compared, too, to the last.
    boolean goesOn() {
        return onDivergence.goesOn();
    }

    /// Rows that each of the runs side by side has; 0 where there are none.
    long runRows() {
        return rows <= depth ? 0 : Math.max(0, rows - directed.size() - depth) / SideBySide.RUNS;
    }

    /// Rows of the one run: the directed ones, and random ones behind them.
    long oneRun() {
        return exhaustive ? Math.min(rows, directed.size()) : rows - runRows() * SideBySide.RUNS;
    }

    /// What a row is called, counted over all runs.
    String place(long row) {
        return runRows() == 0 || row < oneRun()
                ? "row " + row
                : "row %d of one of the %d runs side by side"
                        .formatted(
                                SideBySide.RST_ROWS + (row - oneRun()) / SideBySide.RUNS,
                                SideBySide.RUNS);
    }

    Spec readSpec() {
        Spec read = SpecFile.read(spec, overrides);
        if (isC) {
            return read.with("rtl", Binding.byName(Place.of(read.file())));
        }
        return bind.map(file -> read.with("rtl", SpecFile.readBinding(file))).orElse(read);
    }

    Pins pins(Spec read) {
        return Pins.of(read, Optional.of(module), observed);
    }

    void write(Path file) throws IOException {
        try (var out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeUTF(spec.toString());
            out.writeInt(overrides.size());
            for (Map.Entry<String, List<BigInteger>> one : overrides.entrySet()) {
                out.writeUTF(one.getKey());
                words(out, one.getValue().stream().map(BigInteger::toString).toList());
            }
            words(out, bind.stream().map(Path::toString).toList());
            out.writeUTF(hash);
            out.writeUTF(module);
            words(out, observed);
            words(out, given);
            out.writeBoolean(hasRst);
            out.writeLong(seed);
            out.writeInt(directed.size());
            out.writeInt(directed.isEmpty() ? 0 : directed.getFirst().length);
            for (long[] row : directed) {
                for (long value : row) {
                    out.writeLong(value);
                }
            }
            out.writeLong(rows);
            out.writeLong(depth);
            out.writeBoolean(exhaustive);
            out.writeInt(starts);
            out.writeUTF(level.name());
            out.writeInt(look);
            out.writeInt(onDivergence.most());
            out.writeBoolean(onDivergence.adopt());
            out.writeUTF(subject);
            out.writeUTF(replay);
            out.writeUTF(library.toString());
            out.writeInt(columns);
            out.writeBoolean(isC);
            words(out, wave.stream().map(Path::toString).toList());
        }
    }

    static Job read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new Job(
                    Path.of(in.readUTF()),
                    overrides(in),
                    path(in),
                    in.readUTF(),
                    in.readUTF(),
                    words(in),
                    words(in),
                    in.readBoolean(),
                    in.readLong(),
                    directed(in),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean(),
                    in.readInt(),
                    Verdict.Level.valueOf(in.readUTF()),
                    in.readInt(),
                    new OnDivergence(in.readInt(), in.readBoolean()),
                    in.readUTF(),
                    in.readUTF(),
                    Path.of(in.readUTF()),
                    in.readInt(),
                    in.readBoolean(),
                    path(in));
        }
    }

    private static Map<String, List<BigInteger>> overrides(DataInputStream in) throws IOException {
        Map<String, List<BigInteger>> overrides = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            overrides.put(in.readUTF(), words(in).stream().map(BigInteger::new).toList());
        }
        return overrides;
    }

    private static Optional<Path> path(DataInputStream in) throws IOException {
        return words(in).stream().map(Path::of).findFirst();
    }

    private static List<long[]> directed(DataInputStream in) throws IOException {
        List<long[]> rows = new ArrayList<>();
        int left = in.readInt();
        int width = in.readInt();
        for (; left > 0; left--) {
            long[] row = new long[width];
            for (int i = 0; i < width; i++) {
                row[i] = in.readLong();
            }
            rows.add(row);
        }
        return rows;
    }

    static void words(DataOutputStream out, List<String> words) throws IOException {
        out.writeInt(words.size());
        for (String word : words) {
            out.writeUTF(word);
        }
    }

    static List<String> words(DataInputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            words.add(in.readUTF());
        }
        return words;
    }
}
