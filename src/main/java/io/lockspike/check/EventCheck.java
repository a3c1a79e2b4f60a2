package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.spec.EventStream;
import io.lockspike.spec.Spec;
import io.lockspike.trace.TraceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Holds the events of a recording against those of the model, whenever they come: the model gets
/// the words that the device took, and what both put out must be the same, in the same order or
/// within the same steps. rst starts both anew.
final class EventCheck {
    /// Elements that are counted where the recording ends before them.
    private static final int MOST_LEFT = 1000;

    private final Spec spec;
    private final BoundTrace bound;
    private final Check.Request request;
    private final Rows rows;
    private long read;
    private final ModelEvents model;
    private final boolean steps;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private final long[] held;
    private final boolean[] moving;
    private long events;
    private long cells;
    private long unobserved;
    private long skipped;
    private boolean active;
    private boolean fresh;

    /// A stream out of the design.
    private static final class Output {
        private final EventStream stream;
        private final int number;
        private EventMatch match;
        private final List<List<Long>> step = new ArrayList<>();
        private boolean parted;

        Output(EventStream stream, int number) {
            this.stream = stream;
            this.number = number;
        }
    }

    EventCheck(Spec spec, BoundTrace bound, Check.Request request, TraceReader reader) {
        this.spec = spec;
        this.bound = bound;
        this.request = request;
        this.rows = new Rows(reader, bound);
        this.model = new ModelEvents(spec, bound.hasRst());
        this.steps = request.level() == Verdict.Level.STEP;
        this.held = new long[spec.equations().inputs().size()];
        this.moving = new boolean[held.length];
        refuse(spec, request.level());
        if (bound.lane() >= 0) {
            throw new BadInputException("a recording with lanes is compared row by row");
        }
        for (EventStream stream : spec.events()) {
            if (stream.goesIn()) {
                moving[stream.valid().slot()] = true;
                stream.data().forEach(field -> moving[field.slot()] = true);
            } else {
                outputs.add(new Output(stream, spec.events().indexOf(stream)));
                stream.ready().ifPresent(ready -> moving[ready.slot()] = true);
            }
        }
        if (spec.equations().rst() != Rst.NONE) {
            moving[0] = true;
        }
    }

    /// @throws BadInputException where the spec says too little of its events for a level
    static void refuse(Spec spec, Verdict.Level level) {
        List<EventStream> streams = spec.events();
        if (streams.stream().allMatch(EventStream::goesIn)) {
            throw new BadInputException(
                    "level %s compares events, and the spec has no stream of them that goes out: say one under 'events', as in docs/language.md"
                            .formatted(level));
        }
        for (EventStream stream : streams) {
            if (level == Verdict.Level.STEP && !stream.goesIn() && stream.end().isEmpty()) {
                throw new BadInputException(
                        stream.at(),
                        "level step needs the end of each step, and '%s' has no 'end': name the field that marks it, or compare at level order"
                                .formatted(stream.name()));
            }
        }
    }

    Verdict run() {
        String partial;
        try (rows) {
            partial = takeAll();
        }
        endSegment();
        if (read == 0) {
            throw new BadInputException(
                    request.subject() + ": nothing to compare: the recording has no rows");
        }
        return verdict(partial);
    }

    /// Gives why it ended before the last row, if it did.
    private String takeAll() {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            take(row);
            if ((++read & 1023) == 0) {
                request.progress().accept(read);
                compare(EventMatch.LOOK_AHEAD);
            }
            if (divergences.size() >= request.onDivergence().most()) {
                return request.onDivergence().reached();
            }
            if (request.interrupted().getAsBoolean()) {
                return "interrupted after row " + (read - 1);
            }
        }
        return "";
    }

    // ---- the recording

    private void take(Row row) {
        if (isRst(row)) {
            endSegment();
            active = true;
            fresh = true;
            return;
        }
        boolean known = active || !bound.hasRst();
        if (!known) {
            skipped++;
            return;
        }
        if (fresh || !active) {
            begin(row);
        }
        hold(row);
        for (EventStream stream : spec.events()) {
            if (stream.goesIn() && moves(stream, row)) {
                model.take(stream, fields(stream, row));
            }
        }
        for (Output output : outputs) {
            if (moves(output.stream, row)) {
                see(output, row);
            }
        }
    }

    private boolean isRst(Row row) {
        if (spec.equations().rst() == Rst.NONE) {
            return false;
        }
        BoundTrace.Drive drive = bound.drives().getFirst();
        return drive.pick() >= 0 && row.defined(drive.pick()) && driven(drive, row) == 1;
    }

    private void begin(Row row) {
        active = true;
        fresh = false;
        for (int slot = 0; slot < held.length; slot++) {
            held[slot] = moving[slot] ? 0 : driven(bound.drives().get(slot), row);
        }
        model.start(held);
        for (Output output : outputs) {
            output.match = new EventMatch(steps);
            output.step.clear();
            output.parted = false;
        }
    }

    private static long driven(BoundTrace.Drive drive, Row row) {
        if (drive.pick() < 0) {
            return drive.constant();
        }
        long raw = row.raw(drive.pick());
        return drive.inverted() ? (raw == 0 ? 1 : 0) : raw;
    }

    /// What is no part of an event must not change: when it did would count.
    private void hold(Row row) {
        for (int slot = 0; slot < held.length; slot++) {
            BoundTrace.Drive drive = bound.drives().get(slot);
            if (!moving[slot] && driven(drive, row) != held[slot]) {
                throw new BadInputException(
                        "%s: the input '%s' changes, and is no part of an event: when it does would count; hold it between two rst, or compare at level cycle"
                                .formatted(row.place(), drive.input()));
            }
        }
    }

    private boolean moves(EventStream stream, Row row) {
        return is(stream.valid(), row)
                && (stream.ready().isEmpty() || is(stream.ready().get(), row));
    }

    private boolean is(Signal signal, Row row) {
        int pick = pick(signal);
        return pick < 0 ? held[signal.slot()] == 1 : row.defined(pick) && shown(signal, row) == 1;
    }

    private long shown(Signal signal, Row row) {
        if (signal.kind() == Signal.Kind.INPUT) {
            return driven(bound.drives().get(signal.slot()), row);
        }
        return row.raw(pick(signal));
    }

    /// The cell that shows a signal; -1 for an input that is constant.
    private int pick(Signal signal) {
        if (signal.kind() == Signal.Kind.INPUT) {
            return bound.drives().get(signal.slot()).pick();
        }
        return column(signal)
                .orElseThrow(() ->
                        new BadInputException(
                                "no column shows '%s', which the events need: bind one under 'map'"
                                        .formatted(signal.name())))
                .pick();
    }

    private Optional<BoundTrace.Compared> column(Signal signal) {
        return bound.compared().stream()
                .filter(c ->
                        c.expression() instanceof Expr.Value value && value.signal().equals(signal))
                .findFirst();
    }

    private long[] fields(EventStream stream, Row row) {
        return stream.data().stream().mapToLong(field -> shown(field, row)).toArray();
    }

    private void see(Output output, Row row) {
        List<Long> word = new ArrayList<>();
        for (Signal field : output.stream.data()) {
            word.add(cell(field, row));
        }
        if (!steps) {
            output.match.see(new EventMatch.Element(List.of(word), row));
            return;
        }
        output.step.add(word);
        if (isEnd(output, word)) {
            output.match.see(new EventMatch.Element(sorted(output.step), row));
            output.step.clear();
        }
    }

    /// Null for an x, which no event of the model has.
    private Long cell(Signal field, Row row) {
        if (row.defined(pick(field))) {
            return shown(field, row);
        }
        return null;
    }

    private static boolean isEnd(Output output, List<Long> word) {
        int at = output.stream.data().indexOf(output.stream.end().orElseThrow());
        return Long.valueOf(1).equals(word.get(at));
    }

    static List<List<Long>> sorted(List<List<Long>> words) {
        List<List<Long>> sorted = new ArrayList<>(words);
        sorted.sort(Comparator.comparing(String::valueOf));
        return sorted;
    }

    // ---- the comparison

    private void compare(int leave) {
        for (Output output : outputs) {
            if (output.match == null) {
                continue;
            }
            while (!output.parted && output.match.seen() > leave) {
                compare(output);
            }
            if (output.parted) {
                unobserved += output.match.forget();
            }
        }
    }

    private void compare(Output output) {
        EventMatch match = output.match;
        expect(output, 1);
        EventMatch.Element first = match.firstSeen();
        if (match.agrees()) {
            events++;
            cells += (long) first.words().size() * output.stream.data().size();
            return;
        }
        expect(output, EventMatch.LOOK_AHEAD + 4);
        tell(output, first, match.explain());
    }

    /// Asks the model for so many elements.
    private void expect(Output output, int count) {
        while (output.match.expected() < count) {
            List<List<Long>> words = new ArrayList<>();
            do {
                List<Long> word = model.next(output.number);
                if (word == null) {
                    return;
                }
                words.add(word);
            } while (steps && !isEnd(output, words.getLast()));
            output.match.expect(new EventMatch.Element(steps ? sorted(words) : words, null));
        }
    }

    private void tell(Output output, EventMatch.Element first, EventMatch.Told told) {
        Row row = first.row();
        output.parted = told.kind() == Divergence.Kind.FOR_GOOD;
        divergences.add(
                new Divergence(
                        told.kind(),
                        -1,
                        events,
                        row.number(),
                        row.place(),
                        List.of(),
                        new EventSentence(output.stream, steps).of(told)));
        events += told.seen().size();
        told.seen().forEach(e -> cells += (long) e.words().size() * output.stream.data().size());
    }

    /// The device may have put out less than the model: rst, or the end, came before it.
    private void endSegment() {
        if (!active || fresh) {
            return;
        }
        compare(0);
        for (Output output : outputs) {
            if (!output.parted) {
                unobserved += left(output);
            }
        }
        active = false;
    }

    /// Cells of elements that the model would still put out.
    private long left(Output output) {
        expect(output, MOST_LEFT);
        return (long) output.match.expected() * output.stream.data().size();
    }

    private Verdict verdict(String partial) {
        List<String> compared = new ArrayList<>();
        for (Output output : outputs) {
            output.stream.data().forEach(field -> compared.add(field.name()));
        }
        return new Verdict(
                spec.name(),
                spec.hash(),
                request.subject(),
                request.level(),
                events,
                cells,
                0,
                unobserved,
                skipped + rows.skipped(),
                compared,
                bound.left(),
                divergences,
                List.of(),
                partial,
                List.of(),
                request.replay());
    }
}
