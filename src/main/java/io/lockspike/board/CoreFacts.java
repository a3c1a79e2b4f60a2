package io.lockspike.board;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// What a spec says of a core on a line: its rows, and the hash by which it is known.
///
/// @param hasRst whether the first input is rst
record CoreFacts(
        long hash, boolean hasRst, List<Signal> inputs, List<Signal> outputs, List<Signal> states) {

    static CoreFacts of(Spec spec) {
        Equations equations = spec.equations();
        List<Signal> inputs = equations.inputs();
        return new CoreFacts(
                HexFormat.fromHexDigitsToLong(spec.hash()),
                !inputs.isEmpty() && inputs.getFirst().name().equals("rst"),
                inputs,
                equations.outputs(),
                equations.states().stream().map(State::signal).toList());
    }

    RowFormat inputRow() {
        return row(inputs);
    }

    /// As the lite profile has them.
    RowFormat inputRowWithoutRst() {
        return row(hasRst ? inputs.subList(1, inputs.size()) : inputs);
    }

    RowFormat outputRow() {
        return row(outputs);
    }

    RowFormat stateRow() {
        return row(states);
    }

    private static RowFormat row(List<Signal> signals) {
        return new RowFormat(types(signals));
    }

    private static List<Type> types(List<Signal> signals) {
        return signals.stream().map(Signal::type).toList();
    }

    /// Where a board is another one, a sentence for each field.
    List<String> differences(HelloAck board) {
        List<String> found = new ArrayList<>();
        differ(found, "byte order", hex(board.byteOrder(), 8), hex(HelloAck.BYTE_ORDER, 8));
        differ(found, "version", board.version(), Body.VERSION);
        if (board.unit() != HelloAck.UNIT_CYCLE && board.unit() != HelloAck.UNIT_STEP) {
            found.add(
                    "its unit is %d, and units are 1 (cycle) and 2 (step)".formatted(board.unit()));
        }
        differ(found, "hash of the spec", hex(board.hash(), 16), hex(hash, 16));
        ports(found, "input", board.inputs(), inputs);
        ports(found, "output", board.outputs(), outputs);
        differ(found, "bytes in a row of inputs", board.inputBytes(), inputRow().bytes());
        differ(found, "bytes in a row of outputs", board.outputBytes(), outputRow().bytes());
        if (board.stateBytes() > 0) {
            differ(found, "bytes in a row of state", board.stateBytes(), stateRow().bytes());
        }
        return found;
    }

    /// What the lite profile says of a board.
    List<String> differences(LiteMessage.Identity board) {
        List<String> found = new ArrayList<>();
        differ(found, "version", board.version(), Body.VERSION);
        if (board.hash() != 0) {
            differ(found, "hash of the spec", hex(board.hash(), 16), hex(hash, 16));
        }
        differ(found, "bytes in a row of inputs", board.inputBytes(), inputRowWithoutRst().bytes());
        differ(found, "bytes in a row of outputs", board.outputBytes(), outputRow().bytes());
        return found;
    }

    private static void ports(
            List<String> found, String kind, List<Type> board, List<Signal> signals) {
        differ(found, "number of " + kind + "s", board.size(), signals.size());
        for (int i = 0; i < Math.min(board.size(), signals.size()); i++) {
            Signal signal = signals.get(i);
            differ(found, kind + " '" + signal.name() + "'", board.get(i), signal.type());
        }
    }

    private static void differ(List<String> found, String field, Object board, Object spec) {
        if (!board.equals(spec)) {
            found.add("its %s is %s, and the spec's is %s".formatted(field, board, spec));
        }
    }

    private static String hex(long value, int digits) {
        return HexFormat.of().toHexDigits(value, digits).toLowerCase(Locale.ROOT);
    }
}
