package io.lockspike.rtl;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.model.LaneBlock;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import io.lockspike.vector.TraceRecordings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The child process, in which the user's device runs: whatever that does, it does to this process
/// alone. What it writes to standard output and standard error is the device's; everything of ours
/// goes through the files of a folder:
///
/// | file | |
/// |---|---|
/// | `job` | what to do ([Job]) |
/// | `progress` | two numbers in memory that both processes see: how often the device was started, and the row it is in |
/// | `verdict` | what it came to ([VerdictFile]), the last thing that is written |
/// | `refused` | or else what is wrong with spec or binding |
final class Child {
    /// How many times the device was started, and one; 0 before it is loaded.
    static final int PASS = 0;

    static final int ROW = 1;
    static final int PHASES = 2;

    private Child() {}

    /// Does the job of a folder, whose name is the argument.
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Thread.ofPlatform().daemon().start(Child::endWithParent);
        Path folder = Path.of(args[0]);
        try {
            Job job = Job.read(folder.resolve("job"));
            VerdictFile.write(folder.resolve("verdict"), judge(job, progress(folder)));
        } catch (BadInputException e) {
            Files.writeString(folder.resolve("refused"), e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    /// The parent never writes: what ends is its life.
    private static void endWithParent() {
        try {
            int nothing = System.in.read();
            Runtime.getRuntime().halt(nothing < 0 ? 1 : 2);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    /// The numbers of a folder, in memory.
    static MemorySegment progress(Path folder) throws IOException {
        try (var channel =
                FileChannel.open(
                        folder.resolve("progress"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(
                    FileChannel.MapMode.READ_WRITE,
                    0,
                    PHASES * JAVA_LONG.byteSize(),
                    Arena.global());
        }
    }

    private static Verdict judge(Job job, MemorySegment progress) {
        Spec spec = job.readSpec();
        if (!spec.hash().equals(job.hash())) {
            throw new BadInputException(job.spec() + ": the file has changed meanwhile");
        }
        Pins pins = job.pins(spec);
        // From here on what runs may be the device's, and the parent's patience has an end.
        progress.setAtIndex(JAVA_LONG, PASS, 1);
        MemorySegment row = progress.asSlice(ROW * JAVA_LONG.byteSize(), JAVA_LONG);
        LongConsumer passBegins =
                begun -> {
                    long pass = progress.getAtIndex(JAVA_LONG, PASS);
                    progress.setAtIndex(JAVA_LONG, PASS, pass + 1);
                    progress.setAtIndex(JAVA_LONG, ROW, begun);
                };
        try (var recordings = new TraceRecordings()) {
            Devices devices = devices(job, spec, pins, row);
            return new Lockstep(job, spec, pins, devices, passBegins, recordings).run();
        }
    }

    private static Devices devices(Job job, Spec spec, Pins pins, MemorySegment row) {
        int inputs = pins.inputs().size();
        var one =
                new NativeDevice(
                        job.library(), inputs, job.columns(), Lockstep.batch(), row, job.isC());
        if (job.exhaustive()) {
            var states = new NativeStates(job.library(), inputs, job.columns(), row);
            return new Devices(one, Optional.empty(), Optional.of(states));
        }
        if (job.runRows() == 0) {
            return new Devices(one, Optional.empty(), Optional.empty());
        }
        int bytes = LaneBlock.elementBits(spec.equations()) / Byte.SIZE;
        int outputs = pins.outputs().size();
        var many = new NativeLanes(job.library(), bytes, inputs, outputs, row);
        return new Devices(one, Optional.of(many), Optional.empty());
    }
}
