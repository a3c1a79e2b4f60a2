package io.lockspike.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The full profile as a machine of few states, from `docs/protocol.md`: a host, a board, and a
/// line with two queues that lose and double frames. One row a frame. All states are looked at.
final class LinkModel {
    private static final int OPENS = 0;
    private static final int RUNS = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;
    private static final int TAGS = 2;

    private final Bounds bounds;
    private final Mutant mutant;
    private final Map<State, Integer> numbers = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<int[]> edges = new ArrayList<>();
    private String violation = "";

    /// How much there is of everything.
    ///
    /// @param steps rows in all
    /// @param window frames without an answer, and replies that a board keeps
    /// @param sequences that there are
    /// @param queue frames on the line in one direction
    /// @param restarts of the host
    /// @param reboots of the board
    /// @param doubles frames that come twice
    record Bounds(
            int steps,
            int window,
            int sequences,
            int queue,
            int restarts,
            int reboots,
            int doubles) {}

    /// What somebody could have left out, or done wrong.
    enum Mutant {
        NONE,
        BOARD_TAKES_ANY_STEP,
        BOARD_LOOKS_AT_NO_SESSION,
        HOST_TAKES_ITS_OLD_SESSION,
        BOARD_KEEPS_NO_REPLY,
        BOARD_KEEPS_ONE_REPLY_LESS,
        NEW_SESSION_DOES_NOT_RESET,
        SAME_HELLO_RESETS,
        HOST_TAKES_ANY_SEQUENCE,
        HOST_TAKES_ANY_SESSION,
        HOST_SENDS_NO_PING,
        SEQUENCES_AS_MANY_AS_THE_WINDOW,
        NAK_COUNTS_AS_ANSWER,
        HOST_SENDS_NOTHING_AGAIN,
        HOST_BELIEVES_EVERY_ERROR
    }

    private enum Type {
        HELLO,
        STEP,
        PING,
        ACK,
        REPLY,
        NAK,
        ERROR,
        PONG
    }

    /// A frame. Of a STEP and its reply also what is in it: whose row, and which.
    private record Frame(Type type, int session, int sequence, int step, int run, boolean right) {}

    /// A reply that the board keeps.
    private record Kept(int sequence, int step, Frame reply) {}

    /// Host, board, line, and what may still happen.
    private record State(Host host, Board board, List<Frame> there, List<Frame> back, Left left) {}

    private record Left(int restarts, int reboots, int doubles) {}

    /// @param answered bits, from the oldest frame on; so are `again` and `behind`
    /// @param pinged the oldest step without an answer when the last PING was sent
    private record Host(
            int run,
            int phase,
            int base,
            int next,
            int answered,
            int again,
            int behind,
            int boot,
            int tag,
            int pinged) {}

    /// @param core rows since power-up, and `run` whose they are
    private record Board(
            int session,
            int expected,
            int step,
            int core,
            int boot,
            boolean nak,
            List<Kept> kept) {}

    LinkModel(Bounds bounds, Mutant mutant) {
        this.bounds = bounds;
        this.mutant = mutant;
    }

    /// What is wrong: a step that is not the next, a reply that is another one's, a host that gives
    /// up without a reason, or a state from which there is no way to the end. Empty where nothing
    /// is.
    String explore() {
        var host = new Host(0, OPENS, 0, 0, 0, 0, 0, 0, 0, 0);
        var board = new Board(0, 0, 0, 0, 1, false, List.of());
        var left = new Left(bounds.restarts(), bounds.reboots(), bounds.doubles());
        number(new State(host, board, List.of(), List.of(), left));
        for (int at = 0; at < states.size() && violation.isEmpty(); at++) {
            edges.add(
                    followers(states.get(at)).stream().mapToInt(this::number).distinct().toArray());
        }
        return violation.isEmpty() ? deadEnd() : violation;
    }

    int size() {
        return states.size();
    }

    private int number(State state) {
        return numbers.computeIfAbsent(
                state,
                fresh -> {
                    states.add(fresh);
                    return states.size() - 1;
                });
    }

    /// Back from all ends.
    private String deadEnd() {
        int[] degree = new int[states.size()];
        edges.forEach(to -> Arrays.stream(to).forEach(t -> degree[t]++));
        int[][] from = new int[states.size()][];
        for (int i = 0; i < from.length; i++) {
            from[i] = new int[degree[i]];
        }
        for (int i = 0; i < edges.size(); i++) {
            for (int to : edges.get(i)) {
                from[to][--degree[to]] = i;
            }
        }
        boolean[] good = new boolean[from.length];
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < good.length; i++) {
            if (states.get(i).host.phase >= DONE) {
                good[i] = true;
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            for (int before : from[open.poll()]) {
                if (!good[before]) {
                    good[before] = true;
                    open.add(before);
                }
            }
        }
        for (int i = 0; i < good.length; i++) {
            if (!good[i]) {
                return "no way to the end from " + states.get(i);
            }
        }
        return "";
    }

    private List<State> followers(State state) {
        List<State> to = new ArrayList<>();
        if (state.host.phase >= DONE) {
            return to;
        }
        line(state, to);
        host(state, to);
        Left left = state.left;
        if (left.restarts > 0) {
            var fresh = new Host(state.host.run + 1, OPENS, 0, 0, 0, 0, 0, 0, 0, 0);
            var fewer = new Left(left.restarts - 1, left.reboots, left.doubles);
            to.add(new State(fresh, state.board, state.there, state.back, fewer));
        }
        if (left.reboots > 0) {
            var fewer = new Left(left.restarts, left.reboots - 1, left.doubles);
            var fresh = new Board(0, 0, 0, 0, state.board.boot + 1, false, List.of());
            to.add(new State(state.host, fresh, state.there, state.back, fewer));
        }
        return to;
    }

    /// The first frame of a queue arrives, or is lost, or arrives and comes once more behind the
    /// others.
    private void line(State state, List<State> to) {
        Left left = state.left;
        var fewer = new Left(left.restarts, left.reboots, left.doubles - 1);
        if (!state.there.isEmpty()) {
            var rest = state.there.subList(1, state.there.size());
            var lost = new State(state.host, state.board, rest, state.back, left);
            to.add(lost);
            to.add(atBoard(lost, state.there.getFirst()));
            if (left.doubles > 0) {
                to.add(
                        atBoard(
                                new State(
                                        state.host,
                                        state.board,
                                        with(rest, state.there.getFirst()),
                                        state.back,
                                        fewer),
                                state.there.getFirst()));
            }
        }
        if (!state.back.isEmpty()) {
            var rest = state.back.subList(1, state.back.size());
            var lost = new State(state.host, state.board, state.there, rest, left);
            to.add(lost);
            to.add(atHost(lost, state.back.getFirst()));
            if (left.doubles > 0) {
                to.add(
                        atHost(
                                new State(
                                        state.host,
                                        state.board,
                                        state.there,
                                        with(rest, state.back.getFirst()),
                                        fewer),
                                state.back.getFirst()));
            }
        }
    }

    // The board.

    private State atBoard(State state, Frame frame) {
        Board board = state.board;
        if (frame.type == Type.HELLO) {
            boolean same = frame.session == board.session && mutant != Mutant.SAME_HELLO_RESETS;
            int core = mutant == Mutant.NEW_SESSION_DOES_NOT_RESET ? board.core : 0;
            Board met =
                    same
                            ? board
                            : new Board(frame.session, 0, 0, core, board.boot, false, List.of());
            return says(state, met, new Frame(Type.ACK, met.session, 0, met.boot, 0, true));
        }
        boolean ours = frame.session == board.session || mutant == Mutant.BOARD_LOOKS_AT_NO_SESSION;
        if (!ours || board.session == 0) {
            return says(state, board, new Frame(Type.ERROR, board.session, 0, 0, 0, true));
        }
        if (frame.type == Type.PING) {
            return says(
                    state,
                    board,
                    new Frame(Type.PONG, board.session, frame.sequence, board.step, 0, true));
        }
        return step(state, frame);
    }

    private State step(State state, Frame frame) {
        Board board = state.board;
        boolean next =
                frame.sequence == board.expected && (frame.step == board.step || looksAtNoStep());
        if (next || mutant == Mutant.BOARD_TAKES_ANY_STEP) {
            return execute(state, frame);
        }
        for (Kept kept : board.kept) {
            if (kept.sequence == frame.sequence && (kept.step == frame.step || looksAtNoStep())) {
                return says(state, withNak(board, false), kept.reply);
            }
        }
        return board.nak
                ? state
                : says(
                        state,
                        withNak(board, true),
                        new Frame(Type.NAK, board.session, board.expected, board.step, 0, true));
    }

    private boolean looksAtNoStep() {
        return mutant == Mutant.SEQUENCES_AS_MANY_AS_THE_WINDOW;
    }

    private static Board withNak(Board board, boolean nak) {
        return new Board(
                board.session, board.expected, board.step, board.core, board.boot, nak, board.kept);
    }

    /// The row in the frame must be the core's next, and of the host whose session this is.
    private State execute(State state, Frame frame) {
        Board board = state.board;
        boolean right = frame.step == board.core && session(frame.run) == board.session;
        if (!right) {
            violation =
                    "the core takes row %d of run %d in %s".formatted(frame.step, frame.run, board);
        }
        var reply =
                new Frame(Type.REPLY, board.session, frame.sequence, frame.step, frame.run, right);
        List<Kept> kept = new ArrayList<>(board.kept);
        kept.add(new Kept(frame.sequence, frame.step, reply));
        int most =
                switch (mutant) {
                    case BOARD_KEEPS_NO_REPLY -> 0;
                    case BOARD_KEEPS_ONE_REPLY_LESS -> bounds.window() - 1;
                    default -> bounds.window();
                };
        while (kept.size() > most) {
            kept.removeFirst();
        }
        var done =
                new Board(
                        board.session,
                        (board.expected + 1) % sequences(),
                        board.step + 1,
                        board.core + 1,
                        board.boot,
                        false,
                        List.copyOf(kept));
        return says(state, done, reply);
    }

    private int sequences() {
        return looksAtNoStep() ? bounds.window() : bounds.sequences();
    }

    private int session(int run) {
        return mutant == Mutant.HOST_TAKES_ITS_OLD_SESSION ? 1 : run + 1;
    }

    private State says(State state, Board board, Frame frame) {
        return new State(state.host, board, state.there, with(state.back, frame), state.left);
    }

    /// What has no place on the line is lost.
    private List<Frame> with(List<Frame> queue, Frame frame) {
        if (queue.size() == bounds.queue()) {
            return queue;
        }
        List<Frame> more = new ArrayList<>(queue);
        more.add(frame);
        return List.copyOf(more);
    }

    // The host.

    private void host(State state, List<State> to) {
        Host host = state.host;
        if (state.there.size() == bounds.queue()) {
            return;
        }
        if (host.phase == OPENS) {
            to.add(sends(state, host, new Frame(Type.HELLO, session(host.run), 0, 0, 0, true)));
            return;
        }
        boolean waits = host.base < host.next;
        boolean recovers = waits && (host.again & 1) != 0;
        if (waits && mutant != Mutant.HOST_SENDS_NOTHING_AGAIN) {
            to.add(again(state, 0));
        }
        for (int i = 1; i < host.next - host.base; i++) {
            if (((host.behind >> i) & 1) != 0 && ((host.answered >> i) & 1) == 0) {
                to.add(again(state, i));
            }
        }
        if (!recovers && host.next < bounds.steps() && host.next - host.base < bounds.window()) {
            var sent =
                    new Host(
                            host.run,
                            RUNS,
                            host.base,
                            host.next + 1,
                            host.answered,
                            host.again,
                            host.behind,
                            host.boot,
                            host.tag,
                            host.pinged);
            to.add(sends(state, sent, stepFrame(host, host.next)));
        }
        if (state.there.isEmpty()) {
            ping(state).ifPresent(to::add);
        }
    }

    private Frame stepFrame(Host host, int step) {
        return new Frame(Type.STEP, session(host.run), step % sequences(), step, host.run, true);
    }

    private State again(State state, int i) {
        Host host = state.host;
        var sent =
                new Host(
                        host.run,
                        RUNS,
                        host.base,
                        host.next,
                        host.answered,
                        host.again | 1 << i,
                        host.behind & ~(1 << i),
                        host.boot,
                        host.tag,
                        host.pinged);
        return sends(state, sent, stepFrame(host, host.base + i));
    }

    /// A tag is used again only where none like it can be on the line.
    private Optional<State> ping(State state) {
        int tag = (state.host.tag + 1) % TAGS;
        boolean used =
                Stream.concat(state.there.stream(), state.back.stream())
                        .anyMatch(f ->
                                (f.type == Type.PING || f.type == Type.PONG) && f.sequence == tag);
        if (used || mutant == Mutant.HOST_SENDS_NO_PING) {
            return Optional.empty();
        }
        Host host = state.host;
        var sent =
                new Host(
                        host.run,
                        RUNS,
                        host.base,
                        host.next,
                        host.answered,
                        host.again,
                        host.behind,
                        host.boot,
                        tag,
                        host.base);
        return Optional.of(
                sends(state, sent, new Frame(Type.PING, session(host.run), tag, 0, 0, true)));
    }

    private State sends(State state, Host host, Frame frame) {
        return new State(host, state.board, with(state.there, frame), state.back, state.left);
    }

    private State becomes(State state, Host host) {
        return new State(host, state.board, state.there, state.back, state.left);
    }

    private State fails(State state) {
        Host host = state.host;
        boolean ours = state.board.session == session(host.run);
        if (state.left.reboots == bounds.reboots() && ours) {
            violation =
                    "the host gives up, and the board has neither rebooted nor another session: "
                            + state;
        }
        return becomes(state, new Host(host.run, FAILED, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private State atHost(State state, Frame frame) {
        Host host = state.host;
        boolean ours =
                frame.session == session(host.run)
                        || (mutant == Mutant.HOST_TAKES_ANY_SESSION && frame.type == Type.REPLY);
        if (frame.type == Type.ERROR) {
            return host.phase == RUNS ? error(state, frame) : state;
        }
        if (!ours) {
            return state;
        }
        if (host.phase == OPENS) {
            return frame.type == Type.ACK
                    ? becomes(
                            state, new Host(host.run, RUNS, 0, 0, 0, 0, 0, frame.step, host.tag, 0))
                    : state;
        }
        return switch (frame.type) {
            case ACK -> frame.step == host.boot ? state : fails(state);
            case REPLY -> reply(state, frame);
            case NAK -> nak(state, frame);
            case PONG -> pong(state, frame);
            case HELLO, STEP, PING, ERROR -> state;
        };
    }

    /// Where the board's session is ours, the frame that it answers is not.
    private State error(State state, Frame frame) {
        boolean ours = frame.session == session(state.host.run);
        return ours && mutant != Mutant.HOST_BELIEVES_EVERY_ERROR ? state : fails(state);
    }

    private State pong(State state, Frame frame) {
        Host host = state.host;
        if (frame.sequence != host.tag) {
            return state;
        }
        return frame.step < host.pinged ? fails(state) : state;
    }

    private State reply(State state, Frame frame) {
        Host host = state.host;
        for (int i = 0; i < host.next - host.base; i++) {
            int step = host.base + i;
            boolean waits = ((host.answered >> i) & 1) == 0;
            boolean fits =
                    mutant == Mutant.HOST_TAKES_ANY_SEQUENCE
                            || (frame.sequence == step % sequences()
                                    && (frame.step == step || looksAtNoStep()));
            if (waits && fits) {
                return accept(state, frame, i);
            }
        }
        return state;
    }

    private State accept(State state, Frame frame, int i) {
        Host host = state.host;
        if (!frame.right || frame.step != host.base + i || frame.run != host.run) {
            violation =
                    "the host takes %s for step %d of run %d"
                            .formatted(frame, host.base + i, host.run);
        }
        boolean retried = ((host.again >> i) & 1) != 0;
        int waiting = (1 << (host.next - host.base)) - 1;
        int answered = host.answered | 1 << i;
        return becomes(
                state,
                popped(
                        host,
                        answered,
                        retried ? (host.behind | waiting) & ~answered : host.behind));
    }

    private Host popped(Host host, int answered, int behind) {
        int count = Integer.numberOfTrailingZeros(~answered);
        int base = host.base + count;
        return new Host(
                host.run,
                base == bounds.steps() ? DONE : RUNS,
                base,
                host.next,
                answered >> count,
                host.again >> count,
                behind >> count,
                host.boot,
                host.tag,
                host.pinged);
    }

    private State nak(State state, Frame frame) {
        Host host = state.host;
        if (mutant == Mutant.NAK_COUNTS_AS_ANSWER
                && frame.step > host.base
                && frame.step <= host.next) {
            violation = "the host takes a NAK for the answer to step " + host.base;
        }
        boolean ours =
                frame.step >= host.base
                        && frame.step <= host.next
                        && frame.sequence == frame.step % sequences();
        boolean waits = host.base < host.next && mutant != Mutant.HOST_SENDS_NOTHING_AGAIN;
        if (ours) {
            return waits ? again(state, 0) : state;
        }
        return ping(state).orElse(state);
    }
}
