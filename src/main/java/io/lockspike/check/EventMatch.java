package io.lockspike.check;

import java.util.ArrayList;
import java.util.List;

/// One output stream: what the device put out and what the model does, element by element. An
/// element is an event, or all events of a step. A difference is told by what comes after it.
final class EventMatch {
    /// Elements that are read ahead before a difference is told.
    static final int LOOK_AHEAD = 16;

    private static final int MOST_LOST = 3;

    private final List<Element> seen = new ArrayList<>();
    private final List<Element> expected = new ArrayList<>();
    private final boolean steps;

    /// Something to compare.
    ///
    /// @param words of it, sorted where their order does not count
    /// @param row of the device in which it ended; the model's have none
    record Element(List<List<Long>> words, Row row) {
        boolean isSame(Element other) {
            return words.equals(other.words);
        }
    }

    /// What explains a difference: how many elements of either side it takes.
    ///
    /// @param kind of divergence
    record Told(Divergence.Kind kind, List<Element> seen, List<Element> expected) {}

    /// @param steps elements are the steps, and not the events
    EventMatch(boolean steps) {
        this.steps = steps;
    }

    void see(Element element) {
        seen.add(element);
    }

    void expect(Element element) {
        expected.add(element);
    }

    int seen() {
        return seen.size();
    }

    int expected() {
        return expected.size();
    }

    Element firstSeen() {
        return seen.getFirst();
    }

    /// Forgets what was seen; gives how many words that were.
    long forget() {
        long words = seen.stream().mapToLong(element -> element.words().size()).sum();
        seen.clear();
        return words;
    }

    /// Whether the first elements are the same, and gone then.
    boolean agrees() {
        boolean same =
                !seen.isEmpty()
                        && !expected.isEmpty()
                        && seen.getFirst().isSame(expected.getFirst());
        if (same) {
            seen.removeFirst();
            expected.removeFirst();
        }
        return same;
    }

    /// Explains why the first elements are not the same, and removes what that takes.
    Told explain() {
        if (expected.isEmpty()) {
            return taken(Divergence.Kind.EXTRA_EVENT, 1, 0);
        }
        List<Candidate> candidates = candidates();
        Candidate best = candidates.getFirst();
        for (Candidate candidate : candidates) {
            best = score(candidate) > score(best) ? candidate : best;
        }
        int ahead = Math.max(seen.size(), best.seen()) - best.seen();
        if (ahead > 0 && score(best) * 2 < Math.min(ahead, LOOK_AHEAD)) {
            return taken(Divergence.Kind.FOR_GOOD, seen.size(), expected.size());
        }
        return taken(best.kind(), best.seen(), best.expected());
    }

    private record Candidate(Divergence.Kind kind, int seen, int expected) {}

    private List<Candidate> candidates() {
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate(Divergence.Kind.WRONG_EVENT, 1, 1));
        if (has(2, 2) && same(0, 1) && same(1, 0)) {
            all.add(new Candidate(Divergence.Kind.SWAPPED_EVENTS, 2, 2));
        }
        if (steps && has(1, 2) && lacksOne(together(seen, 1), together(expected, 2))) {
            all.add(new Candidate(Divergence.Kind.LOST_EVENT, 1, 2));
        }
        if (steps && has(2, 1) && lacksOne(together(expected, 1), together(seen, 2))) {
            all.add(new Candidate(Divergence.Kind.EXTRA_EVENT, 2, 1));
        }
        all.add(new Candidate(Divergence.Kind.EXTRA_EVENT, 1, 0));
        for (int lost = 1; lost <= MOST_LOST && lost <= expected.size(); lost++) {
            all.add(new Candidate(Divergence.Kind.LOST_EVENT, 0, lost));
        }
        return all;
    }

    private boolean has(int inSeen, int inExpected) {
        return seen.size() >= inSeen && expected.size() >= inExpected;
    }

    private boolean same(int inSeen, int inExpected) {
        return seen.get(inSeen).isSame(expected.get(inExpected));
    }

    /// The words of some steps.
    private static List<List<Long>> together(List<Element> steps, int count) {
        List<List<Long>> words = new ArrayList<>();
        steps.subList(0, count).forEach(step -> words.addAll(step.words()));
        return words;
    }

    /// Whether two steps are one without the end between them.
    private static boolean lacksOne(List<List<Long>> one, List<List<Long>> two) {
        List<List<Long>> rest = new ArrayList<>(two);
        one.forEach(rest::remove);
        return rest.size() == 1 && one.size() == two.size() - 1;
    }

    /// How many of the elements behind agree; what a candidate explains itself counts, too.
    private int score(Candidate candidate) {
        int same = candidate.seen() + candidate.expected() > 2 ? 1 : 0;
        int most = Math.min(seen.size() - candidate.seen(), expected.size() - candidate.expected());
        for (int i = 0; i < Math.min(most, LOOK_AHEAD); i++) {
            same += same(candidate.seen() + i, candidate.expected() + i) ? 1 : 0;
        }
        return same;
    }

    private Told taken(Divergence.Kind kind, int ofSeen, int ofExpected) {
        List<Element> seenThere = List.copyOf(seen.subList(0, ofSeen));
        List<Element> expectedThere = List.copyOf(expected.subList(0, ofExpected));
        seen.subList(0, ofSeen).clear();
        expected.subList(0, ofExpected).clear();
        return new Told(kind, seenThere, expectedThere);
    }
}
