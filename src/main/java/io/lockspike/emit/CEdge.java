package io.lockspike.emit;

import io.lockspike.equation.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// One edge in C: all next values are found before the first of them is stored, and the writes to
/// memories wait in their order.
final class CEdge {
    private static final String INDENT = "    ";

    private final Map<String, String> places;
    private final CExpression expressions;
    private final BiFunction<Node, String, String> stored;
    private final Design design;
    private final List<Action.Write> writes = new ArrayList<>();
    private final Map<Integer, String> writeNames = new HashMap<>();

    private final Map<Integer, String> nextNames = new HashMap<>();

    CEdge(
            Map<String, String> places,
            CExpression expressions,
            BiFunction<Node, String, String> stored,
            Design design) {
        this.places = places;
        this.expressions = expressions;
        this.stored = stored;
        this.design = design;
    }

    String next(State state) {
        return nextNames.get(state.signal().slot());
    }

    private static String type(State state) {
        return Carrier.storage(Form.of(state.signal().type()));
    }

    private static String type(Action.Write write) {
        return Carrier.storage(write.cell().declared());
    }

    /// A variable for each next value, and three for each write.
    List<String> declare(List<Edge> edges) {
        List<String> lines = new ArrayList<>();
        for (Edge edge : edges) {
            for (State state : edge.states()) {
                String name = design.names().helper("next_" + design.name(state.signal()).text());
                nextNames.put(state.signal().slot(), name);
                String from = "s->" + design.name(state.signal()).text();
                lines.add(type(state) + " " + next(state) + " = " + from + ";");
            }
            collect(edge.actions());
        }
        for (Action.Write write : writes) {
            String name = design.names().helper("write_" + write.cell().memory());
            writeNames.put(write.number(), name);
            lines.add("int32_t " + name + " = -1; /* the cell to write, -1 for none */");
            lines.add(type(write) + " " + name + "_value = 0;");
        }
        return lines;
    }

    private void collect(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Assign _ -> {}
                case Action.Write write -> writes.add(write);
                case Action.When when -> when.branches().forEach(b -> collect(b.body()));
            }
        }
    }

    List<String> actions(List<Action> actions, String indent) {
        List<String> lines = new ArrayList<>();
        for (Action action : actions) {
            switch (action) {
                case Action.Assign assign ->
                        lines.add(
                                indent
                                        + next(assign.state())
                                        + " = "
                                        + stored.apply(assign.value(), type(assign.state()))
                                        + ";");
                case Action.Write write -> {
                    String name = writeNames.get(write.number());
                    Node.Cell cell = write.cell();
                    String address = expressions.address(cell.address(), cell.depth());
                    lines.add(indent + name + " = (int32_t)(" + address + ");");
                    lines.add(
                            indent
                                    + name
                                    + "_value = "
                                    + stored.apply(write.value(), type(write))
                                    + ";");
                }
                case Action.When when -> when(when, indent, lines);
            }
        }
        return lines;
    }

    private void when(Action.When when, String indent, List<String> lines) {
        for (int i = 0; i < when.branches().size(); i++) {
            Action.Branch branch = when.branches().get(i);
            boolean otherwise = i > 0 && branch.condition().equals(Node.Constant.ONE);
            String opening =
                    otherwise
                            ? "{"
                            : "if (" + expressions.condition(branch.condition()).flat() + ") {";
            lines.add(indent + (i > 0 ? "} else " : "") + opening);
            lines.addAll(actions(branch.body(), indent + INDENT));
        }
        lines.add(indent + "}");
    }

    List<String> commit(List<Edge> edges) {
        List<String> lines = new ArrayList<>();
        for (Edge edge : edges) {
            for (State state : edge.states()) {
                lines.add("s->" + design.name(state.signal()).text() + " = " + next(state) + ";");
            }
        }
        for (Action.Write write : writes) {
            String name = writeNames.get(write.number());
            String place = places.get(write.cell().memory());
            lines.add("if (" + name + " >= 0) {");
            lines.add(INDENT + place + "[" + name + "] = " + name + "_value;");
            lines.add("}");
        }
        return lines;
    }
}
