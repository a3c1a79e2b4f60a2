package io.lockspike.board;

import io.lockspike.check.Check;
import io.lockspike.check.Divergence;
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
import java.util.stream.Stream;

/// A board against the model, step by step over its serial line.
public final class BoardCheck {
    /// Random rows of the vector set, which comes first.
    private static final int VECTOR_ROWS = 1000;

    /// The step counter has 32 bits, and a session ends before it begins anew.
    public static final long MOST_STEPS = 0xFFFF_FFFFL;

    private final Request request;
    private final Spec spec;
    private final CoreFacts core;

    private BoardCheck(Request request) {
        this.request = request;
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
        return new BoardCheck(request).run();
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
                                request.port(),
                                request.baud(),
                                plan,
                                request.seed(),
                                Optional.of(spec))) {
            var maker =
                    new VectorMaker(
                            spec,
                            Pins.of(spec, Optional.empty(), List.of()),
                            request.seed(),
                            0,
                            core.hasRst(),
                            request.given());
            VectorSet vectors =
                    maker.make((int) Math.min(VECTOR_ROWS, request.steps()), recordings);
            return run(connection, maker, vectors, recordings);
        }
    }

    private Result run(
            Connection connection,
            VectorMaker maker,
            VectorSet vectors,
            TraceRecordings recordings) {
        List<long[]> directed = vectors.inputRows();
        long rows = Math.min(MOST_STEPS, Math.max(request.steps(), directed.size()));
        Function<Consumer<Answer>, Session> sessions =
                sink ->
                        session(
                                connection,
                                new ModelFeed(
                                        spec, core, directed, maker.randomRows(recordings), rows),
                                sink);
        var trace =
                new BoardTrace(
                        core,
                        new Pump(connection.line(), System::nanoTime, request.interrupted()),
                        sessions,
                        request.restarts(),
                        counts -> request.progress().accept(progress(counts)));
        trace.begin().ifPresent(BoardCheck::refuse);
        Verdict verdict = judged(trace);
        return told(verdict, trace, connection, vectors);
    }

    private static Progress progress(LinkCounts counts) {
        return new Progress(counts.steps, counts.damaged + counts.retries, counts.roundTrip);
    }

    private Session session(Connection connection, Feed feed, Consumer<Answer> sink) {
        var random = new SecureRandom();
        var options = new LinkOptions(connection.baud(), request.batch(), 64, request.states());
        return request.profile() == Profile.LITE
                ? new LiteSession(core, options, random::nextInt, feed, sink)
                : new FullSession(core, options, 1 | random.nextInt(), feed, sink);
    }

    private static void refuse(End end) {
        switch (end.kind()) {
            case REFUSED, NOT_DONE -> throw new BadInputException(end.why());
            case LOST, REBOOTED ->
                    throw new ToolMissingException(
                            end.why().isEmpty() ? "interrupted before the first step" : end.why());
            case DONE -> throw new BadInputException("nothing to compare: there are no rows");
        }
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

    private Result told(
            Verdict verdict, BoardTrace trace, Connection connection, VectorSet vectors) {
        List<Divergence> divergences = new ArrayList<>(verdict.divergences());
        if (divergences.isEmpty() && trace.drift().isPresent()) {
            divergences.add(drift(trace.drift().get()));
        }
        Optional<End> end = trace.end();
        boolean lost = end.isPresent() && isLost(end.get());
        String partial = verdict.partial();
        if (partial.isEmpty() && divergences.isEmpty()) {
            partial = partial(end, trace);
        }
        Verdict whole =
                withLevel(verdict, trace)
                        .with(divergences, partial)
                        .telling(
                                verdict.left(),
                                verdict.warnings(),
                                about(trace, connection, vectors));
        return new Result(whole, lost);
    }

    private static boolean isLost(End end) {
        return switch (end.kind()) {
            case LOST -> !end.why().isEmpty();
            case REBOOTED, REFUSED, NOT_DONE -> true;
            case DONE -> false;
        };
    }

    private static String partial(Optional<End> end, BoardTrace trace) {
        long last = trace.session().counts().steps - 1;
        if (end.isEmpty() || (end.get().kind() == End.Kind.LOST && end.get().why().isEmpty())) {
            return "interrupted behind step " + last;
        }
        return end.get().kind() == End.Kind.DONE
                ? ""
                : "%s; the last step that was answered is %d".formatted(end.get().why(), last);
    }

    private static Divergence drift(long row) {
        return new Divergence(
                Divergence.Kind.STATE,
                -1,
                row,
                row,
                "row " + row,
                List.of(),
                "what the board holds behind this row is not what the model holds, by its digest; --states shows it");
    }

    private Verdict withLevel(Verdict verdict, BoardTrace trace) {
        boolean cycle =
                trace.session() instanceof FullSession full
                        && full.identity() != null
                        && full.identity().unit() == HelloAck.UNIT_CYCLE;
        return new Verdict(
                verdict.specName(),
                verdict.specHash(),
                verdict.subject(),
                cycle ? Verdict.Level.CYCLE : Verdict.Level.STEP,
                verdict.steps(),
                verdict.cells(),
                verdict.undefined(),
                verdict.unobserved(),
                verdict.skipped(),
                verdict.compared(),
                verdict.left(),
                verdict.divergences(),
                verdict.warnings(),
                verdict.partial(),
                verdict.about(),
                verdict.replay());
    }

    private List<Verdict.About> about(BoardTrace trace, Connection connection, VectorSet vectors) {
        LinkCounts counts = trace.session().counts();
        List<Verdict.About> about = new ArrayList<>();
        about.add(new Verdict.About("board", trace.session().board()));
        about.add(new Verdict.About("link", LinkText.line(request.profile(), connection, counts)));
        if (trace.restarted() > 0) {
            about.add(
                    new Verdict.About(
                            "restarts",
                            "%d: the board began anew, and said again what it had said"
                                    .formatted(trace.restarted())));
        }
        if (!request.inject().isEmpty()) {
            about.add(new Verdict.About("injected", request.inject()));
        }
        if (counts.clocks > 0) {
            about.add(
                    new Verdict.About(
                            "clocks",
                            "%.2f a step, as the board counts them"
                                    .formatted((double) counts.clocks / counts.steps)));
        }
        about.add(
                new Verdict.About(
                        "stimulus",
                        "seed %d: %d rows of vectors (%d of %d traps met), then random ones"
                                .formatted(
                                        request.seed(),
                                        vectors.rows(),
                                        vectors.caught(),
                                        vectors.traps())));
        if (!connection.tools().isEmpty()) {
            about.add(new Verdict.About("tools", String.join(", ", connection.tools())));
        }
        String profile = request.profile().cannotExclude();
        about.add(
                new Verdict.About(
                        "not shown",
                        Stream.of("what other stimuli would show", profile)
                                .filter(text -> !text.isEmpty())
                                .reduce((one, other) -> one + "; " + other)
                                .orElseThrow()));
        return about;
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
