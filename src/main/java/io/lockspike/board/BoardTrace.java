package io.lockspike.board;

import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.trace.Column;
import io.lockspike.trace.Pick;
import io.lockspike.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A board as a recording of what it is asked and says, so that it is checked like every other one.
/// Reading on is what drives the session.
///
/// A value that does not fit its type stays the number that came.
final class BoardTrace implements TraceReader {
    private final CoreFacts core;
    private final Supplier<Optional<Line>> again;
    private Pump pump;
    private final Function<Consumer<Answer>, Session> sessions;
    private final Consumer<LinkCounts> progress;
    private final List<Column> columns = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private int[] picked = {};
    private Type[] types = {};
    private Session session;
    private Prefix prefix = new Prefix();
    private Optional<Prefix.Replay> replay = Optional.empty();
    private int restarts;
    private int restarted;
    private Answer answer;
    private int at = -1;
    private long row = -1;
    private Optional<Long> drift = Optional.empty();
    private End end;

    /// @param sessions makes a new one, from step 0 on
    /// @param again waits for a line that is gone to come back
    /// @param restarts how often a board that began anew, or came back, is taken up again
    BoardTrace(
            CoreFacts core,
            Pump pump,
            Function<Consumer<Answer>, Session> sessions,
            Supplier<Optional<Line>> again,
            int restarts,
            Consumer<LinkCounts> progress) {
        this.core = core;
        this.pump = pump;
        this.sessions = sessions;
        this.again = again;
        this.restarts = restarts;
        this.progress = progress;
        this.session = sessions.apply(this::take);
        core.inputs().forEach(in -> column(in.name(), in.type()));
        core.outputs().forEach(out -> column(out.name(), out.type()));
    }

    /// The column of a state, which a board shows as it is behind the step.
    static String behind(Signal state) {
        return state.name() + "'";
    }

    private void column(String name, Type type) {
        columns.add(new Column(name, type.bits()));
    }

    /// Waits for the first answer, so that it is known what the board shows. Gives how the session
    /// ended if there was none.
    Optional<End> begin() {
        while (answers.isEmpty() && end == null) {
            pump();
        }
        if (!answers.isEmpty() && !answers.getFirst().states().isEmpty()) {
            core.states().forEach(state -> column(behind(state), state.type()));
        }
        return answers.isEmpty() ? Optional.of(end) : Optional.empty();
    }

    private void take(Answer answered) {
        if (replay.isPresent()) {
            repeat(answered);
        } else {
            if (restarted < restarts) {
                prefix.add(answered, 0);
            }
            answers.add(answered);
        }
    }

    /// Rows that are known already must be what they were.
    private void repeat(Answer answered) {
        Prefix.Replay again = replay.get();
        int known = again.known(answered);
        Optional<String> other = again.add(answered, known);
        if (other.isPresent()) {
            session.end(new End(End.Kind.REBOOTED, other.get()));
            restarts = restarted;
            return;
        }
        if (again.isOver()) {
            replay = Optional.empty();
            if (known < answered.inputs().size()) {
                prefix.add(answered, known);
                answers.add(Prefix.from(answered, known));
            }
        }
    }

    private void pump() {
        pump.turn(session);
        progress.accept(session.counts());
        session.end().ifPresent(this::ended);
    }

    /// A board that began anew or comes back is taken up again, from step 0 on.
    private void ended(End how) {
        if (restarted < restarts && isThereAgain(how)) {
            restarted++;
            replay = prefix.isEmpty() ? Optional.empty() : Optional.of(prefix.replay());
            session = sessions.apply(this::take);
        } else {
            end = how;
        }
    }

    private boolean isThereAgain(End how) {
        if (how.kind() != End.Kind.GONE) {
            return how.kind() == End.Kind.REBOOTED;
        }
        Optional<Line> back = again.get();
        back.ifPresent(line -> pump = new Pump(line, pump.nanoTime(), pump.interrupted()));
        return back.isPresent();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Optional<Column> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    @Override
    public void select(List<Pick> picks) {
        List<String> names = columns.stream().map(Column::name).toList();
        picked = picks.stream().mapToInt(pick -> names.indexOf(pick.column())).toArray();
        types = picks.stream().map(Pick::type).toArray(Type[]::new);
    }

    @Override
    public boolean next() {
        if (answer != null && at + 1 == answer.inputs().size()) {
            if (answer.drifts()) {
                drift = Optional.of(row);
                return false;
            }
            answer = null;
        }
        while (answer == null) {
            if (!answers.isEmpty()) {
                answer = answers.removeFirst();
                at = -1;
            } else if (end != null || pump.interrupted().getAsBoolean()) {
                return false;
            } else {
                pump();
            }
        }
        at++;
        row++;
        return true;
    }

    /// How the session ended, if it has.
    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /// The row behind which the board's state is not the model's, by its digest.
    Optional<Long> drift() {
        return drift;
    }

    /// The session that runs, or ran last.
    Session session() {
        return session;
    }

    int restarted() {
        return restarted;
    }

    /// Whether rows of state are shown.
    boolean showsStates() {
        return columns.size() > core.inputs().size() + core.outputs().size();
    }

    @Override
    public long raw(int pick) {
        return cell(picked[pick]);
    }

    /// The value of a column in this row.
    long cell(int column) {
        int inputs = core.inputs().size();
        int outputs = core.outputs().size();
        if (column < inputs) {
            return answer.inputs().get(at)[column];
        }
        if (column < inputs + outputs) {
            return answer.outputs().isEmpty() ? 0 : answer.outputs().get(at)[column - inputs];
        }
        return answer.states().get(at)[column - inputs - outputs];
    }

    @Override
    public boolean defined(int pick) {
        return true;
    }

    @Override
    public boolean observed(int pick) {
        return shows(picked[pick]);
    }

    /// Whether the board says anything of a column in this row.
    boolean shows(int column) {
        return column < core.inputs().size() || !answer.outputs().isEmpty();
    }

    @Override
    public String text(int pick) {
        return types[pick].format(raw(pick));
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public long position() {
        return row;
    }

    @Override
    public String place(long position) {
        return "row " + position;
    }

    @Override
    public Place where() {
        return Place.of(pump.line().toString());
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() {
        pump.line().close();
    }
}
