package io.lockspike.rtl;

import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import io.lockspike.trace.Column;
import io.lockspike.trace.Pick;
import io.lockspike.trace.TraceReader;
import io.lockspike.vector.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A device as a recording of its pins, so that it is checked like every other one. It ends a while
/// behind the row that it was run up to.
final class DeviceTrace implements TraceReader {
    private final Pins pins;
    private final Rows rows;
    private final long end;
    private final String run;
    private final List<Column> columns = new ArrayList<>();
    private int[] picked = {};
    private Type[] types = {};
    private int at = -1;
    private boolean over;

    /// @param end rows that are shown
    /// @param run which run it is, for people: ` of run 3`, or nothing
    DeviceTrace(Pins pins, Rows rows, long end, String run) {
        this.run = run;
        this.pins = pins;
        this.rows = rows;
        this.end = end;
        pins.inputs().forEach(in -> columns.add(new Column(in.port(), in.signal().type().bits())));
        pins.outputs().forEach(out -> columns.add(new Column(out.port(), out.type().bits())));
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
        at++;
        while (!over && at >= rows.count) {
            over = rows.ended.isPresent() || !rows.next();
            at = 0;
        }
        return !over && row() < end;
    }

    /// Why the device ended before its time, if it did.
    Optional<String> ended() {
        return rows.ended;
    }

    @Override
    public long raw(int pick) {
        int column = picked[pick];
        int inputs = pins.inputs().size();
        long raw =
                column < inputs
                        ? rows.driven[at * inputs + column]
                        : rows.observed[at * rows.columns() + column - inputs];
        return types[pick].wrap(raw);
    }

    @Override
    public boolean defined(int pick) {
        return true;
    }

    @Override
    public boolean observed(int pick) {
        int columnsOfRow = rows.columns();
        boolean waits = columnsOfRow > pins.outputs().size();
        return picked[pick] < pins.inputs().size()
                || !waits
                || rows.observed[at * columnsOfRow + columnsOfRow - 1] == 1;
    }

    @Override
    public String text(int pick) {
        return types[pick].format(raw(pick));
    }

    @Override
    public long row() {
        return rows.first + at;
    }

    @Override
    public long position() {
        return row();
    }

    @Override
    public String place(long position) {
        return "row " + position + run;
    }

    @Override
    public Place where() {
        return Place.of(pins.module());
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() {
        // There is nothing to close: the device ends with the process.
    }
}
