package io.lockspike.check;

import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import io.lockspike.spec.EventStream;
import io.lockspike.spec.Spec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What the model puts out for the words that a device took, in its own time: each word is offered
/// until the model takes it, and what it puts out is taken at once.
final class ModelEvents {
    /// Rows without a word in or out after which there are none left, where the model does not come
    /// to a stand before.
    private static final int QUIET = 1 << 17;

    /// How many rows apart it is looked whether the model stands still; looking takes longer than a
    /// row.
    private static final int LOOKS = 64;

    private final Engine engine;

    /// As the model was a row ago, now and then.
    private final Engine before;

    private final List<EventStream> streams;
    private final boolean hasRst;
    private final long[] inputs;
    private final boolean[] defined;
    private final Deque<Taken> items = new ArrayDeque<>();
    private final List<Deque<List<Long>>> ready = new ArrayList<>();
    private boolean quiet;

    /// A word of an input stream.
    private record Taken(EventStream stream, List<Long> data) {}

    ModelEvents(Spec spec, boolean hasRst) {
        this.engine = Engine.of(spec.equations(), 0);
        this.before = Engine.of(spec.equations(), 0);
        this.streams = spec.events();
        this.hasRst = hasRst && spec.equations().rst() != Rst.NONE;
        this.inputs = new long[spec.equations().inputs().size()];
        this.defined = new boolean[inputs.length];
        Arrays.fill(defined, true);
        streams.forEach(_ -> ready.add(new ArrayDeque<>()));
    }

    /// From the start, after rst where there is one.
    ///
    /// @param held what all other inputs hold, by slot
    void start(long[] held) {
        System.arraycopy(held, 0, inputs, 0, inputs.length);
        items.clear();
        ready.forEach(Deque::clear);
        quiet = false;
        engine.start(hasRst);
        for (int i = 0; hasRst && i < 2; i++) {
            inputs[0] = 1;
            offer(false);
            engine.row(inputs, defined);
            engine.edge();
        }
        if (hasRst) {
            inputs[0] = 0;
        }
    }

    /// The device took this word.
    void take(EventStream stream, long[] data) {
        items.add(new Taken(stream, Arrays.stream(data).boxed().toList()));
        quiet = false;
    }

    /// The next word of an output stream, raw; null where there is none.
    List<Long> next(int stream) {
        long idle = 0;
        while (ready.get(stream).isEmpty() && !quiet) {
            idle = row() ? 0 : idle + 1;
            quiet = idle > QUIET || standsStill(idle);
        }
        return ready.get(stream).poll();
    }

    /// Whether a row without a word has changed nothing: then no other one will.
    private boolean standsStill(long idle) {
        if (idle % LOOKS == LOOKS - 1) {
            before.copyFrom(engine);
        }
        return idle > 0 && idle % LOOKS == 0 && engine.holdsAs(before);
    }

    /// Whether a word went in or out.
    private boolean row() {
        offer(true);
        engine.row(inputs, defined);
        boolean moved = false;
        for (int i = 0; i < streams.size(); i++) {
            EventStream stream = streams.get(i);
            boolean offered = !items.isEmpty() && items.peek().stream().equals(stream);
            if (stream.goesIn() && offered && isOn(stream.ready().orElse(stream.valid()))) {
                items.poll();
                moved = true;
            } else if (!stream.goesIn() && isOn(stream.valid())) {
                ready.get(i).add(stream.data().stream().map(s -> engine.raw(s.slot())).toList());
                moved = true;
            }
        }
        engine.edge();
        return moved;
    }

    private boolean isOn(Signal signal) {
        return engine.defined(signal.slot()) && engine.raw(signal.slot()) == 1;
    }

    private void offer(boolean active) {
        for (EventStream stream : streams) {
            boolean mine = active && !items.isEmpty() && items.peek().stream().equals(stream);
            if (!stream.goesIn()) {
                stream.ready().ifPresent(s -> inputs[s.slot()] = active ? 1 : 0);
            } else {
                inputs[stream.valid().slot()] = mine ? 1 : 0;
                for (int i = 0; mine && i < stream.data().size(); i++) {
                    inputs[stream.data().get(i).slot()] = items.peek().data().get(i);
                }
            }
        }
    }
}
