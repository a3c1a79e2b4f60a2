package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a VCD file: a row for each active edge of the clock, with the values in force strictly
/// before the time of the edge.
///
/// Active is a change from 0, x or z to 1 (with a falling clock: from 1, x or z to 0); a change to
/// x or z is none. Two edges at one time are one. Nothing stands before the first time of the file,
/// so an edge at that time makes no row; nor do the values that `$dumpvars` and `$dumpon` set.
/// After the last edge there is no row. Bits that are declared one by one (`v [7]`, `v [6]`, …) are
/// one vector, the highest index the highest bit.
final class VcdReader implements TraceReader {
    private final Input input;
    private final VcdTokens tokens;
    private final VcdHeader header;
    private final VcdNames names;
    private final VcdPicks picks;
    private final InputRaces races;
    private final VcdSampler sampler;
    private final VcdChanges changes;
    private VcdCell[] cells;
    private long row = -1;

    VcdReader(Input input, Clock clock) {
        this.input = input;
        tokens = new VcdTokens(input);
        header = new VcdHeader(tokens);
        names = new VcdNames(input, header.variables);
        picks = new VcdPicks(input, names, header.ids.size());
        // A file that Lockspike wrote has its own clock, whatever simulators call the design's.
        boolean own = header.origin.isPresent() && !names.has(clock.signal());
        int slot = picks.slot(names.clock(own ? Clock.ANY : clock));
        races = new InputRaces(header.timescale);
        sampler = new VcdSampler(picks.slots, slot, !own && clock.falling(), races);
        changes = new VcdChanges(tokens, header, picks, sampler);
    }

    @Override
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (VcdVariable variable : header.variables) {
            columns.add(column(variable));
        }
        return columns;
    }

    @Override
    public Optional<Column> find(String name) {
        Optional<VcdVariable> found = names.find(name);
        return found.isEmpty() ? Optional.empty() : Optional.of(column(found.get()));
    }

    @Override
    public void select(List<Pick> wanted) {
        cells = new VcdCell[wanted.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = picks.cell(wanted.get(i));
        }
        sampler.watch(cells);
    }

    @Override
    public boolean next() {
        if (!changes.nextRow()) {
            return false;
        }
        row++;
        for (VcdCell cell : cells) {
            if (!cell.read()) {
                throw new BadInputException(where(), place(position()) + ": " + cell.problem());
            }
        }
        return true;
    }

    @Override
    public long raw(int pick) {
        return cells[pick].raw();
    }

    @Override
    public boolean defined(int pick) {
        return cells[pick].defined();
    }

    @Override
    public String text(int pick) {
        return cells[pick].text();
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public long position() {
        return sampler.rowTime();
    }

    @Override
    public String place(long position) {
        return "time " + VcdTime.text(position, header.timescale);
    }

    @Override
    public Place where() {
        return input.place(sampler.rowLine(), 0);
    }

    @Override
    public boolean recorded() {
        return input.recorded;
    }

    @Override
    public Optional<Origin> origin() {
        return header.origin;
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = races.warnings();
        Optional<String> gaps = changes.gaps();
        if (gaps.isPresent()) {
            warnings.add(gaps.get());
        }
        return warnings;
    }

    @Override
    public void close() {
        input.close();
    }

    private static Column column(VcdVariable variable) {
        return new Column(variable.path(), variable.bits());
    }
}
