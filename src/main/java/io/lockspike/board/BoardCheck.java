package io.lockspike.board;

import io.lockspike.check.Check;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.tool.ToolMissingException;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceReader;
import io.lockspike.trace.Written;
import io.lockspike.vector.Pins;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import io.lockspike.vector.VectorSet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// A board against the model, step by step over its serial line.
public final class BoardCheck {
    /// Random rows of the vector set, which comes first.
    private static final int VECTOR_ROWS = 1000;

    /// The step counter has 32 bits, and a session ends before it wraps.
    public static final long MOST_STEPS = 0xFFFF_FFFFL;

    private final Request request;
    private final Spec spec;
    private final CoreFacts core;
    private final long each;

    private BoardCheck(Request request, long each) {
        this.request = request;
        this.each = each;
        this.spec = byName(request.spec());
        this.core = CoreFacts.of(spec);
    }

    /// What is to be compared, and how.
    ///
    /// @param port a device, `emulated:NAME` or `auto`
    /// @param baud 0: the usual
    /// @param steps in all, at least
    /// @param given what inputs do, `NAME=STIMULUS`, in place of a free choice
    /// @param states ask for rows of state where the board has them
    /// @param batch most rows in a frame
    /// @param restarts how often a board that began anew is taken up again
    /// @param inject what the line does to what passes; nothing where it is empty
    /// @param record a file for what was asked and said
    /// @param replay the command that repeats this
    /// @param progress told what happened on the line, now and then
    public record Request(
            Spec spec,
            String port,
            int baud,
            Profile profile,
            long steps,
            long seed,
            List<String> given,
            boolean states,
            int batch,
            int restarts,
            String inject,
            OnDivergence onDivergence,
            Optional<Path> record,
            String replay,
            Consumer<Progress> progress,
            BooleanSupplier interrupted) {}

    /// How far it is.
    ///
    /// @param errors what was damaged on the line or sent again
    /// @param roundTrip in ns
    public record Progress(long steps, long errors, long roundTrip) {}

    /// What it came to.
    ///
    /// @param lost the board was lost before all was compared
    public record Result(Verdict verdict, boolean lost) {
        private static final int LOST = 3;

        boolean agreed() {
            return !lost && verdict.outcome() == Verdict.Outcome.AGREED;
        }

        /// A board that was lost is no disagreement, and no agreement.
        public int exitCode() {
            return lost && verdict.outcome() != Verdict.Outcome.DISAGREED
                    ? LOST
                    : verdict.outcome().exitCode();
        }
    }

    /// Runs the board beside the model, and judges.
    ///
    /// @throws BadInputException if the board holds something else
    /// @throws ToolMissingException if it is not there
    public static Result run(Request request) {
        return run(request, MOST_STEPS);
    }

    /// The same with shorter sessions.
    ///
    /// @param each most steps in one
    static Result run(Request request, long each) {
        return new BoardCheck(request, each).run();
    }

    /// On a line rows are in the spec's order, so equal names bind.
    private static Spec byName(Spec spec) {
        if (spec.equations().lanes() > 1) {
            throw new BadInputException(
                    "the parameters have values for %d lanes, and one board has one: say which by --set NAME=VALUE"
                            .formatted(spec.equations().lanes()));
        }
        return spec.with("rtl", Binding.byName(Place.of(spec.file())));
    }

    private Result run() {
        Optional<Faults.Plan> plan =
                request.inject().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Faults.Plan.parse(request.inject()));
        try (var recordings = new TraceRecordings();
                Connection connection =
                        Connection.open(
                                new Connection.Asked(
                                        request.port(),
                                        request.baud(),
                                        plan,
                                        request.seed(),
                                        Optional.of(spec),
                                        Optional.of(this::asking)))) {
            return run(connection, recordings);
        }
    }

    /// One session after the other: in each the core begins anew.
    private Result run(Connection connection, TraceRecordings recordings) {
        Optional<Result> so = Optional.empty();
        long left = request.steps();
        for (int session = 1; left > 0; session++) {
            long steps = Math.min(left, each);
            Result result = run(connection, recordings, session, steps, so);
            left = result.agreed() ? left - steps : 0;
            so = Optional.of(result);
        }
        return so.orElseThrow();
    }

    /// @param before what the sessions before it came to: they agreed
    private Result run(
            Connection connection,
            TraceRecordings recordings,
            int session,
            long steps,
            Optional<Result> before) {
        long seed = request.seed() + session - 1;
        var maker =
                new VectorMaker(
                        spec,
                        Pins.of(spec, Optional.empty(), List.of()),
                        seed,
                        0,
                        core.hasRst(),
                        request.given());
        VectorSet vectors = maker.make((int) Math.min(VECTOR_ROWS, steps), recordings);
        List<long[]> directed = vectors.inputRows();
        long rows = Math.min(MOST_STEPS, Math.max(steps, directed.size()));
        Function<Consumer<Answer>, Session> sessions =
                sink ->
                        session(
                                connection,
                                new ModelFeed(
                                        spec, core, directed, maker.randomRows(recordings), rows),
                                sink);
        long done = before.map(result -> result.verdict().steps()).orElse(0L);
        var trace =
                new BoardTrace(
                        core,
                        new Pump(connection.line(), System::nanoTime, request.interrupted()),
                        sessions,
                        () -> connection.again(request.interrupted()),
                        request.restarts(),
                        counts -> request.progress().accept(progress(done, counts)));
        Optional<End> silent = trace.begin();
        if (silent.isPresent()) {
            return BoardVerdict.cut(before.orElseThrow(() -> refusal(silent.get())), silent.get());
        }
        Result result =
                new BoardVerdict(request, seed, trace, connection, vectors).of(judged(trace));
        return before.map(agreed -> BoardVerdict.joined(agreed, result, session, each))
                .orElse(result);
    }

    private static Progress progress(long done, LinkCounts counts) {
        return new Progress(done + counts.steps, counts.damaged + counts.retries, counts.roundTrip);
    }

    /// A session that does no more than learn who a board is.
    private Session asking() {
        return request.profile() == Profile.LITE
                ? LiteSession.asking(core)
                : FullSession.asking(core);
    }

    private Session session(Connection connection, Feed feed, Consumer<Answer> sink) {
        var random = new SecureRandom();
        var options = new LinkOptions(connection.baud(), request.batch(), 64, request.states());
        return request.profile() == Profile.LITE
                ? new LiteSession(core, options, random::nextInt, feed, sink)
                : new FullSession(core, options, 1 | random.nextInt(), feed, sink);
    }

    private static RuntimeException refusal(End end) {
        return switch (end.kind()) {
            case REFUSED, NOT_DONE -> new BadInputException(end.why());
            case LOST, GONE, REBOOTED ->
                    new ToolMissingException(
                            end.why().isEmpty() ? "interrupted before the first step" : end.why());
            case DONE -> new BadInputException("nothing to compare: there are no rows");
        };
    }

    private Verdict judged(BoardTrace trace) {
        var check =
                new Check.Request(
                        spec,
                        binding(trace),
                        request.port(),
                        true,
                        request.replay(),
                        request.onDivergence(),
                        _ -> {},
                        request.interrupted());
        if (request.record().isEmpty()) {
            return Check.run(check, trace);
        }
        try (var recorder = new Recorder(trace, request.record().get(), head(trace))) {
            Verdict verdict = Check.run(check, recorder);
            recorder.keep();
            return verdict;
        }
    }

    private Binding binding(BoardTrace trace) {
        return binding(spec, trace.showsStates() ? core.states() : List.of());
    }

    /// Equal names, and the states as they are behind the step.
    static Binding binding(Spec spec, List<Signal> states) {
        Place at = Place.of(spec.file());
        Map<String, EquationText> map = new LinkedHashMap<>();
        List<Binding.Named> after = new ArrayList<>();
        for (Signal output : states.isEmpty() ? List.<Signal>of() : spec.equations().outputs()) {
            map.put(output.name(), EquationText.of(output.name(), spec.file()));
        }
        for (Signal state : states) {
            String column = BoardTrace.behind(state);
            map.put(column, EquationText.of(state.name(), spec.file()));
            after.add(new Binding.Named(column, at));
        }
        return Binding.byName(at).with(map, after);
    }

    private TraceHead head(BoardTrace trace) {
        List<Written> columns = new ArrayList<>();
        core.inputs().forEach(in -> columns.add(Written.decimal(in.name(), in.type())));
        core.outputs().forEach(out -> columns.add(Written.decimal(out.name(), out.type())));
        if (trace.showsStates()) {
            core.states()
                    .forEach(state ->
                            columns.add(Written.decimal(BoardTrace.behind(state), state.type())));
        }
        return new TraceHead(spec.name(), spec.hash(), Long.toString(request.seed()), 1, columns);
    }

    /// Judges what [Request#record] kept, as the board itself was judged.
    public static Verdict replay(
            Spec spec,
            TraceReader recorded,
            String subject,
            OnDivergence onDivergence,
            String replay) {
        List<Signal> states =
                CoreFacts.of(spec).states().stream()
                        .filter(state -> recorded.find(BoardTrace.behind(state)).isPresent())
                        .toList();
        return Check.run(
                new Check.Request(
                        spec,
                        binding(spec, states),
                        subject,
                        true,
                        replay,
                        onDivergence,
                        _ -> {},
                        () -> false),
                new RecordedTrace(recorded));
    }
}
