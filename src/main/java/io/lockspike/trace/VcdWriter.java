package io.lockspike.trace;

import io.lockspike.equation.Type;

/// Writes a VCD file: a scope with the name of the spec, in it `clk` and the columns (in a scope
/// for each lane if there are several). VCD knows no signs: a signed value is its bits.
///
/// A row is one clock of 10 ns. The clock rises at 10 n ns and falls 5 ns later; at 10 n + 1 ns
/// everything takes the values of row n, so they stand just before the next rising edge. The file
/// ends with such an edge, so that the last row can be read.
final class VcdWriter implements TraceWriter {
    private static final String CLOCK = "!";

    private final Output output;
    private final Written[] columns;
    private final RowCount count;

    /// For each lane and column: its identifier code, and the value that the file shows.
    private final String[] codes;

    private final long[] raws;
    private final boolean[] defineds;

    VcdWriter(Output output, TraceHead head) {
        this.output = output;
        columns = head.columns().toArray(new Written[0]);
        count = new RowCount(head.lanes());
        int cells = Math.multiplyExact(columns.length, head.lanes());
        codes = new String[cells];
        for (int i = 0; i < cells; i++) {
            codes[i] = code(i + 1);
        }
        raws = new long[cells];
        defineds = new boolean[cells];
        header(head);
    }

    @Override
    public void row(long[] raw, boolean[] defined) {
        if (count.lane() == 0 && count.step() > 0) {
            time(0).text("1!\n");
            time(1);
        }
        int first = count.lane() * columns.length;
        for (int i = 0; i < columns.length; i++) {
            int cell = first + i;
            boolean same = defined[i] == defineds[cell] && (!defined[i] || raw[i] == raws[cell]);
            if (!same || count.step() == 0) {
                raws[cell] = raw[i];
                defineds[cell] = defined[i];
                value(cell, columns[i].type());
            }
        }
        if (count.isLast()) {
            endFirstValues();
            time(5).text("0!\n");
        }
        count.next();
    }

    @Override
    public void close() {
        if (count.step() == 0) {
            endFirstValues();
        }
        // A step that lacks lanes ends like a whole one.
        time(count.lane() == 0 ? 0 : 10).text("1!\n");
        output.close();
    }

    @Override
    public void abandon() {
        output.abandon();
    }

    private void endFirstValues() {
        if (count.step() == 0) {
            output.text("$end\n");
        }
    }

    private Output time(int nanoseconds) {
        return output.letter('#').unsigned(count.step() * 10 + nanoseconds).letter('\n');
    }

    private void value(int cell, Type type) {
        String code = codes[cell];
        if (type.bits() == 1) {
            output.letter(defineds[cell] ? (raws[cell] == 0 ? '0' : '1') : 'x');
        } else {
            output.letter('b');
            bits(cell, type);
            output.letter(' ');
        }
        output.text(code).letter('\n');
    }

    private void bits(int cell, Type type) {
        if (!defineds[cell]) {
            output.letter('x');
            return;
        }
        long bits = Type.unsigned(type.bits()).wrap(raws[cell]);
        for (int i = Math.max(0, 63 - Long.numberOfLeadingZeros(bits)); i >= 0; i--) {
            output.letter((bits >>> i & 1) == 0 ? '0' : '1');
        }
    }

    private void header(TraceHead head) {
        String provenance = head.provenance();
        if (!provenance.isEmpty()) {
            output.text("$comment ").text(provenance).text(" $end\n");
        }
        output.text("$timescale 1 ns $end\n");
        String scope = word(head.spec().isEmpty() ? "trace" : head.spec());
        output.text("$scope module ").text(scope).text(" $end\n");
        output.text("$var wire 1 " + CLOCK + " clk $end\n");
        // A column that is called like a clock must not stand beside the clock.
        boolean scopes = head.lanes() > 1 || VcdNames.hasClock(head);
        for (int lane = 0; lane < head.lanes(); lane++) {
            lane(lane, scopes ? head.scope(lane) : "");
        }
        output.text("$upscope $end\n$enddefinitions $end\n#0\n$dumpvars\n1!\n");
    }

    private void lane(int lane, String scope) {
        if (!scope.isEmpty()) {
            output.text("$scope module ").text(scope).text(" $end\n");
        }
        for (int i = 0; i < columns.length; i++) {
            declare(columns[i], codes[lane * columns.length + i]);
        }
        if (!scope.isEmpty()) {
            output.text("$upscope $end\n");
        }
    }

    private void declare(Written column, String code) {
        int bits = column.type().bits();
        output.text("$var wire ").unsigned(bits).letter(' ').text(code).letter(' ');
        output.text(word(column.name()));
        if (bits > 1) {
            output.text(" [").unsigned(bits - 1).text(":0]");
        }
        output.text(" $end\n");
    }

    /// A name without blanks, and without the dots that part the scopes of a path.
    private static String word(String name) {
        var word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            word.append(c <= ' ' || c >= 0x7f || c == '.' || c == '$' ? '_' : c);
        }
        return word.toString();
    }

    /// The identifier code of a number: printable ASCII, `!` for 0.
    private static String code(int number) {
        var code = new StringBuilder();
        int left = number;
        do {
            code.append((char) ('!' + left % 94));
            left /= 94;
        } while (left > 0);
        return code.toString();
    }
}
