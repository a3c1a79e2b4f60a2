package io.lockspike.board;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.vector.VectorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one session with a board came to, and how it came about.
///
/// @param seed of its stimulus
record BoardVerdict(
        BoardCheck.Request request,
        long seed,
        BoardTrace trace,
        Connection connection,
        VectorSet vectors) {
    private static final String SESSIONS = "sessions";

    /// The verdict of the check, with what the line has to say.
    BoardCheck.Result of(Verdict verdict) {
        List<Divergence> divergences = new ArrayList<>(verdict.divergences());
        if (divergences.isEmpty() && trace.drift().isPresent()) {
            divergences.add(drift(trace.drift().get()));
        }
        Optional<End> end = trace.end();
        boolean lost = end.isPresent() && isLost(end.get());
        String partial = verdict.partial();
        if (partial.isEmpty() && divergences.isEmpty()) {
            partial = partial(end);
        }
        Verdict whole =
                withLevel(verdict)
                        .with(divergences, partial)
                        .telling(verdict.left(), verdict.warnings(), about());
        return new BoardCheck.Result(whole, lost);
    }

    static boolean isLost(End end) {
        return switch (end.kind()) {
            case LOST -> !end.why().isEmpty();
            case GONE, REBOOTED, REFUSED, NOT_DONE -> true;
            case DONE -> false;
        };
    }

    private String partial(Optional<End> end) {
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

    private Verdict withLevel(Verdict verdict) {
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

    private List<Verdict.About> about() {
        LinkCounts counts = trace.session().counts();
        List<Verdict.About> about = new ArrayList<>();
        about.add(new Verdict.About("board", trace.session().board()));
        if (!connection.why().isEmpty()) {
            about.add(
                    new Verdict.About(
                            "port", connection.name() + " was taken: " + connection.why()));
        }
        about.add(new Verdict.About("link", LinkText.line(request.profile(), connection, counts)));
        if (trace.restarted() > 0) {
            about.add(
                    new Verdict.About(
                            "restarts",
                            "%d: the board began anew or came back, and said again what it had said"
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
                                        seed, vectors.rows(), vectors.caught(), vectors.traps())));
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

    /// Two sessions as one; the first of them agreed.
    ///
    /// @param session number of the other one, from 2
    /// @param each steps in one before it
    static BoardCheck.Result joined(
            BoardCheck.Result agreed, BoardCheck.Result other, int session, long each) {
        Verdict before = agreed.verdict();
        Verdict last = other.verdict();
        List<Verdict.About> about = new ArrayList<>(last.about());
        about.removeIf(known -> known.name().equals(SESSIONS));
        about.add(
                2,
                new Verdict.About(
                        SESSIONS,
                        "%d: behind each %,d steps the core begins anew, with another seed; rows, seed and link are those of the last one"
                                .formatted(session, each)));
        var verdict =
                new Verdict(
                        last.specName(),
                        last.specHash(),
                        last.subject(),
                        last.level(),
                        before.steps() + last.steps(),
                        before.cells() + last.cells(),
                        before.undefined() + last.undefined(),
                        before.unobserved() + last.unobserved(),
                        before.skipped() + last.skipped(),
                        last.compared(),
                        last.left(),
                        last.divergences(),
                        last.warnings(),
                        last.partial(),
                        about,
                        last.replay());
        return new BoardCheck.Result(verdict, other.lost());
    }

    /// The first sessions, where the board did not answer the HELLO of the next one.
    static BoardCheck.Result cut(BoardCheck.Result agreed, End end) {
        String why =
                end.why().isEmpty()
                        ? "interrupted between two sessions"
                        : end.why() + "; the sessions before this one were answered whole";
        return new BoardCheck.Result(agreed.verdict().with(List.of(), why), isLost(end));
    }
}
