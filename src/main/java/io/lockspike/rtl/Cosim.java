package io.lockspike.rtl;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.lockspike.check.Divergence;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.model.LaneBlock;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.BuildCache;
import io.lockspike.tool.PrivateFolder;
import io.lockspike.tool.Program;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import io.lockspike.vector.VectorSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The user's device against the model, in a child process that this one watches.
public final class Cosim {
    /// Rows that are looked at behind the first divergence.
    private static final int LOOK = 100_000;

    private static final long MOST_OUTPUT = 64L << 20;
    private static final int KEPT_OUTPUT = 1 << 16;

    /// What Verilator's `$readmemh` says, and goes on.
    private static final Pattern NO_MEMORY =
            Pattern.compile("(?m)^%Warning: (.+):0: [$]readmem file not found");

    private final Request request;
    private final Path work;
    private Map<String, String> environment = Map.of();

    private Cosim(Request request, Path work) {
        this.request = request;
        this.work = work;
    }

    /// What is to be compared, and how.
    ///
    /// @param spec its file
    /// @param overrides other values of parameters
    /// @param bind a file with the binding, in place of the spec's `ports: rtl:`
    /// @param device what is under test
    /// @param module what it is called; the spec's name where it is not given
    /// @param observed further names to compare
    /// @param given what inputs do, `NAME=STIMULUS`, in place of a free choice
    /// @param rows how many there are in all, at least
    /// @param exhaustive every input in every state, `rows` at most, in place of random rows
    /// @param depth random rows of one run, before many go side by side
    /// @param starts from how many random power-up values the vectors are run
    /// @param level every row, or events whenever they come
    /// @param memory of the child process, in MiB
    /// @param silence how long the device may take over one row
    /// @param nanoTime the clock that says so
    /// @param wave a file for the waveform around the first divergence
    /// @param replay the command that repeats this
    /// @param progress told the number of rows now and then
    public record Request(
            Path spec,
            Map<String, List<BigInteger>> overrides,
            Optional<Path> bind,
            DeviceSources device,
            Optional<String> module,
            List<String> observed,
            List<String> given,
            boolean hasRst,
            long seed,
            long rows,
            long depth,
            boolean exhaustive,
            int starts,
            Verdict.Level level,
            OnDivergence onDivergence,
            long memory,
            Duration silence,
            LongSupplier nanoTime,
            Optional<Path> wave,
            String replay,
            LongConsumer progress,
            BooleanSupplier interrupted) {}

    /// Builds the device, runs it beside the model, and judges.
    ///
    /// @throws BadInputException if spec, binding or device are refused
    /// @throws io.lockspike.tool.ToolMissingException without what builds it
    public static Verdict run(Request request) {
        Path work = PrivateFolder.forOneRun();
        try {
            return new Cosim(request, work).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            PrivateFolder.delete(work);
        }
    }

    /// Runs these rows and no others, from each start: what a proof has found.
    ///
    /// @param rows inputs by slot
    static Verdict run(Request request, List<long[]> rows) {
        Path work = PrivateFolder.forOneRun();
        try {
            return new Cosim(request, work).run(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            PrivateFolder.delete(work);
        }
    }

    private Verdict run(List<long[]> rows) throws IOException {
        Spec spec = spec();
        Pins pins = request.device().pins(Pins.of(spec, request.module(), request.observed()));
        Built built =
                request.device()
                        .build(
                                spec,
                                pins,
                                DeviceSources.Extra.NONE,
                                work,
                                BuildCache.of("rtl", work));
        environment = built.environment();
        return judged(job(spec, pins, built, rows));
    }

    private Verdict run() throws IOException {
        Spec spec = spec();
        Pins pins = request.device().pins(Pins.of(spec, request.module(), request.observed()));
        if (request.exhaustive()) {
            Exhaustive.refuse(request.device(), spec, pins, request.given(), request.level());
        }
        events(spec).refuse(request, pins);
        var making = new Ahead<>(() -> directed(spec, pins));
        Built built =
                request.device()
                        .build(spec, pins, extra(spec, pins), work, BuildCache.of("rtl", work));
        Directed directed = making.get();
        VectorSet vectors = directed.vectors();
        Job job = job(spec, pins, built, directed.rows());
        environment = built.environment();
        Verdict verdict = judged(job);
        return told(verdict, job, directed, built, replayed(vectors, pins, built, verdict));
    }

    private Replay.Result replayed(VectorSet vectors, Pins pins, Built built, Verdict verdict)
            throws IOException {
        if (request.level() != Verdict.Level.CYCLE) {
            return Replay.not("a bench compares every row");
        }
        VectorSet sized = vectors.at(pins.sized(built.ports()));
        return new Replay(request.device(), sized, work, verdict).run();
    }

    private EventStimuli events(Spec spec) {
        return new EventStimuli(spec, request.level());
    }

    private VectorMaker maker(Spec spec, Pins pins) {
        return new VectorMaker(
                spec, pins, request.seed(), 0, request.hasRst(), events(spec).given(request));
    }

    private DeviceSources.Extra extra(Spec spec, Pins pins) {
        OptionalInt lanes =
                goSideBySide(spec, pins)
                        ? OptionalInt.of(LaneBlock.elementBits(spec.equations()))
                        : OptionalInt.empty();
        return new DeviceSources.Extra(lanes, request.exhaustive());
    }

    /// Whether many runs go side by side behind the first rows: only where that changes nothing but
    /// how long a run is, and where it takes less time.
    private boolean goSideBySide(Spec spec, Pins pins) {
        boolean own =
                request.device() instanceof Sources sources
                        && sources.of(Sources.Language.C).isEmpty();
        return own
                && !request.exhaustive()
                && request.level() == Verdict.Level.CYCLE
                && request.rows() / 2 >= request.depth()
                && notSideBySide(spec, pins).isEmpty();
    }

    private Spec spec() {
        Spec read = SpecFile.read(request.spec(), request.overrides());
        boolean isC = request.device().isC();
        Spec bound =
                request.bind()
                        .map(file -> read.with("rtl", SpecFile.readBinding(file)))
                        .orElse(read);
        Spec spec = isC ? read.with("rtl", Binding.byName(Place.of(read.file()))) : bound;
        if (spec.equations().lanes() > 1) {
            throw new BadInputException(
                    "the parameters have values for %d lanes, and one device has one: say which by --set NAME=VALUE"
                            .formatted(spec.equations().lanes()));
        }
        return spec;
    }

    private Optional<String> notSideBySide(Spec spec, Pins pins) {
        try (var recordings = new TraceRecordings()) {
            RandomRows random = maker(spec, pins).randomRows(recordings);
            return SideBySide.reason(spec, pins, request.given(), request.hasRst(), random);
        }
    }

    private Directed directed(Spec spec, Pins pins) {
        return Directed.of(maker(spec, pins), request.rows(), request.exhaustive());
    }

    private Job job(Spec spec, Pins pins, Built built, List<long[]> directed) {
        return new Job(
                request.spec(),
                request.overrides(),
                request.bind(),
                spec.hash(),
                pins.module(),
                request.observed(),
                events(spec).given(request),
                request.hasRst(),
                request.seed(),
                directed,
                request.exhaustive()
                        ? directed.size() + request.rows()
                        : Math.max(request.rows(), directed.size()),
                built.lanes() ? request.depth() : Long.MAX_VALUE,
                request.exhaustive(),
                request.device().isC() ? 1 : request.starts(),
                request.level(),
                LOOK,
                request.onDivergence(),
                request.device().shown(),
                request.replay(),
                built.library(),
                built.columns(),
                request.device().isC(),
                request.wave());
    }

    /// What a child process came to; of one that did not come to an end, what it came to before
    /// that row, and that.
    private Verdict judged(Job one) throws IOException {
        Path folder = Files.createTempDirectory(work, "run");
        one.write(folder.resolve("job"));
        MemorySegment progress = Child.progress(folder);
        Program.Ended ended = child(folder, one.runRows() > 0, progress);
        if (ended.cause() == Program.Cause.EXIT && Files.exists(folder.resolve("refused"))) {
            throw new BadInputException(Files.readString(folder.resolve("refused")));
        }
        Matcher memory = NO_MEMORY.matcher(ended.output());
        if (memory.find()) {
            throw Sources.noMemory(
                    memory.group(1), "in " + Path.of("").toAbsolutePath() + ", where lif runs");
        }
        if (ended.well() && Files.exists(folder.resolve("verdict"))) {
            return VerdictFile.read(folder.resolve("verdict"));
        }
        long row = progress.getAtIndex(JAVA_LONG, Child.ROW);
        Verdict before = row == 0 || row >= one.rows() ? nothing(one) : judged(one.upTo(row));
        if (ended.cause() == Program.Cause.INTERRUPT) {
            return before.with(before.divergences(), "interrupted in row " + row);
        }
        String why = Death.of(ended, request.silence(), request.memory(), MOST_OUTPUT).sentence();
        var gone =
                new Divergence(Divergence.Kind.GONE, -1, row, row, one.place(row), List.of(), why);
        boolean again = before.divergences().stream().anyMatch(d -> d.kind() == gone.kind());
        return again ? before : before.with(joined(before, List.of(gone)), before.partial());
    }

    private static Verdict nothing(Job job) {
        Spec spec = job.readSpec();
        return new Verdict(
                spec.name(),
                spec.hash(),
                job.subject(),
                job.level(),
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                job.replay());
    }

    private Program.Ended child(Path folder, boolean vectors, MemorySegment progress) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("MALLOC_ARENA_MAX", "2");
        // A sanitizer takes address space without end, and watches the memory by itself.
        boolean limited = environment.isEmpty();
        var limits =
                new Program.Limits(
                        limited ? request.memory() : 0,
                        MOST_OUTPUT,
                        KEPT_OUTPUT,
                        request.silence(),
                        request.nanoTime());
        var program =
                new Program(
                        ChildCommand.of(folder, vectors),
                        Path.of("").toAbsolutePath(),
                        variables,
                        limits);
        return program.run(
                () -> {
                    long row = progress.getAtIndex(JAVA_LONG, Child.ROW);
                    request.progress().accept(row);
                    long pass = progress.getAtIndex(JAVA_LONG, Child.PASS);
                    return pass == 0 ? System.nanoTime() : row + (pass << 48);
                },
                request.interrupted());
    }

    private Verdict told(
            Verdict verdict, Job job, Directed directed, Built built, Replay.Result x) {
        List<Verdict.About> about = new ArrayList<>();
        about.add(
                new Verdict.About(
                        "stimulus",
                        "seed %d: %s, %s"
                                .formatted(request.seed(), directed.told(), behind(job, verdict))));
        directed.missing().ifPresent(about::add);
        events(directed.vectors().spec()).told(request).ifPresent(about::add);
        about.addAll(verdict.about());
        about.add(new Verdict.About("x", x.sentence()));
        List<String> tools = new ArrayList<>(built.tools());
        tools.addAll(x.tools());
        about.add(new Verdict.About("tools", String.join(", ", tools)));
        about.add(
                new Verdict.About(
                        "not shown",
                        request.device().isC()
                                ? "what other stimuli would show; how long a step takes"
                                : notShown()));
        List<String> warnings = new ArrayList<>(built.warnings());
        warnings.addAll(verdict.warnings());
        return x.with(verdict).telling(built.left(), warnings, about);
    }

    private String notShown() {
        return request.exhaustive()
                ? "states that nothing leads to; delays, and anything but one clock"
                : "what other stimuli would show; delays, and anything but one clock";
    }

    private static String behind(Job job, Verdict verdict) {
        if (job.exhaustive()) {
            return "then every input in every state that %d power-ups%s lead to"
                    .formatted(job.starts(), job.hasRst() ? " and rst" : "");
        }
        boolean stopped =
                job.level() == Verdict.Level.CYCLE
                        && verdict.outcome() != Verdict.Outcome.AGREED
                        && job.rows() > job.directed().size();
        if (stopped && verdict.steps() <= job.directed().size()) {
            return "and no random one: it stopped before";
        }
        return job.runRows() == 0 || !verdict.warnings().isEmpty() || isOfTheOneRun(verdict)
                ? "then random ones"
                : "then random ones: %,d in that run, and then %d runs side by side of %,d rows"
                        .formatted(
                                job.oneRun() - job.directed().size(),
                                SideBySide.RUNS,
                                job.runRows());
    }

    /// Whether it differs before runs go side by side.
    private static boolean isOfTheOneRun(Verdict verdict) {
        return verdict.divergences().stream()
                .limit(1)
                .anyMatch(first -> first.place().equals("row " + first.row()));
    }

    private static List<Divergence> joined(Verdict verdict, List<Divergence> more) {
        return Stream.concat(verdict.divergences().stream(), more.stream()).toList();
    }
}
