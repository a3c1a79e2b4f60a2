package io.lockspike.rtl;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// A verdict on its way from the child process, as a file.
final class VerdictFile {
    private VerdictFile() {}

    /// Writes it whole or not at all.
    static void write(Path file, Verdict verdict) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF(verdict.specName());
        out.writeUTF(verdict.specHash());
        out.writeUTF(verdict.subject());
        out.writeUTF(verdict.level().name());
        out.writeLong(verdict.steps());
        out.writeLong(verdict.cells());
        out.writeLong(verdict.undefined());
        out.writeLong(verdict.unobserved());
        out.writeLong(verdict.skipped());
        Job.words(out, verdict.compared());
        Job.words(out, verdict.left());
        out.writeInt(verdict.divergences().size());
        for (Divergence divergence : verdict.divergences()) {
            write(out, divergence);
        }
        Job.words(out, verdict.warnings());
        out.writeUTF(verdict.partial());
        Job.words(out, verdict.about().stream().map(Verdict.About::name).toList());
        Job.words(out, verdict.about().stream().map(Verdict.About::text).toList());
        out.writeUTF(verdict.replay());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes.toByteArray());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(DataOutputStream out, Divergence divergence) throws IOException {
        out.writeUTF(divergence.kind().name());
        out.writeInt(divergence.lane());
        out.writeLong(divergence.step());
        out.writeLong(divergence.row());
        out.writeUTF(divergence.place());
        List<String> cells = new ArrayList<>();
        for (Divergence.Cell cell : divergence.cells()) {
            cells.addAll(List.of(cell.column(), cell.observed(), cell.expected()));
        }
        Job.words(out, cells);
        out.writeUTF(divergence.note());
    }

    static Verdict read(Path file) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            return new Verdict(
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Verdict.Level.valueOf(in.readUTF()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    Job.words(in),
                    Job.words(in),
                    divergences(in),
                    Job.words(in),
                    in.readUTF(),
                    about(in),
                    in.readUTF());
        }
    }

    private static List<Divergence> divergences(DataInputStream in) throws IOException {
        List<Divergence> divergences = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            divergences.add(
                    new Divergence(
                            Divergence.Kind.valueOf(in.readUTF()),
                            in.readInt(),
                            in.readLong(),
                            in.readLong(),
                            in.readUTF(),
                            cells(Job.words(in)),
                            in.readUTF()));
        }
        return divergences;
    }

    private static List<Divergence.Cell> cells(List<String> words) {
        List<Divergence.Cell> cells = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 3) {
            cells.add(new Divergence.Cell(words.get(i), words.get(i + 1), words.get(i + 2)));
        }
        return cells;
    }

    private static List<Verdict.About> about(DataInputStream in) throws IOException {
        List<String> names = Job.words(in);
        List<String> texts = Job.words(in);
        List<Verdict.About> about = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            about.add(new Verdict.About(names.get(i), texts.get(i)));
        }
        return about;
    }
}
