package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.equation.Words;
import io.lockspike.spec.Binding;
import io.lockspike.spec.PortBits;
import io.lockspike.spec.Spec;
import io.lockspike.trace.Column;
import io.lockspike.trace.Pick;
import io.lockspike.trace.TraceReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the columns of a binding in a recording: those that it names, then equal names.
final class Binder {
    private static final Type WIDEST = Type.signed(64);

    private final Equations equations;
    private final Binding binding;
    private final TraceReader reader;
    private final List<Pick> picks = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, BoundTrace.Drive> drives = new LinkedHashMap<>();
    private final List<BoundTrace.Compared> compared = new ArrayList<>();
    private final Set<String> bound = new HashSet<>();

    private Binder(Spec spec, Binding binding, TraceReader reader) {
        this.equations = spec.equations();
        this.binding = binding;
        this.reader = reader;
    }

    static BoundTrace bind(Spec spec, Binding binding, TraceReader reader) {
        return new Binder(spec, binding, reader).run();
    }

    private BoundTrace run() {
        int lane = binding.lane().map(this::number).orElse(-1);
        int step = binding.step().map(this::number).orElse(-1);
        binding.map().forEach(this::mapped);
        rst();
        equations.outputs().forEach(this::byName);
        equations.signals().forEach(this::byName);
        tied();
        refuseUnbound();
        refuseUnknownNames();
        Optional<RowFilter> when = binding.when().map(this::filter);
        return new BoundTrace(
                picks,
                equations.inputs().stream().map(input -> drives.get(input.name())).toList(),
                compared,
                lane,
                step,
                when,
                drives.containsKey("rst") && drives.get("rst").pick() >= 0,
                left());
    }

    private int number(Binding.Named named) {
        Column column = column(named.text(), named.at());
        return pick(Pick.whole(column.name(), Type.unsigned(32)));
    }

    private int pick(Pick pick) {
        used.add(pick.column());
        picks.add(pick);
        return picks.size() - 1;
    }

    private Column column(String name, Place at) {
        return reader.find(name)
                .orElseThrow(() -> {
                    List<String> known = reader.columns().stream().map(Column::name).toList();
                    return new BadInputException(
                            at,
                            "the recording has no column '%s'%s; it has %s"
                                    .formatted(
                                            name,
                                            Words.didYouMean(name, known),
                                            Words.list(known)));
                });
    }

    /// Whether the recording has none of the columns of `map`, and all of the spec's names for
    /// them, as the traces of `lif run` do.
    private boolean isOwnTrace() {
        return binding.map().keySet().stream().allMatch(key -> find(base(key)).isEmpty())
                && binding.map().values().stream().allMatch(t -> find(t.text()).isPresent());
    }

    /// A column without the bits that are taken of it.
    private static String base(String key) {
        return key.endsWith("]") ? key.substring(0, key.lastIndexOf('[')) : key;
    }

    /// One entry of `map`: `column`, or `column[high:low]`, to a name or an expression.
    private void mapped(String key, EquationText text) {
        Place at = new Place(text.file(), text.firstLine(), text.indent() + 1);
        Expr expression = equations.expression(text);
        bind(slice(isOwnTrace() ? text.text() : key, at), expression);
    }

    /// A column, or some of its bits.
    private record Slice(Column column, int high, int low) {
        boolean whole() {
            return high < 0;
        }

        int bits() {
            return whole() ? column.bits() : Math.abs(high - low) + 1;
        }

        Pick pick(Type type) {
            return whole()
                    ? Pick.whole(column.name(), type)
                    : Pick.bits(column.name(), high, low, type);
        }

        String shown() {
            return whole() ? column.name() : column.name() + "[" + high + ":" + low + "]";
        }
    }

    private Slice slice(String key, Place at) {
        Optional<Column> whole = reader.find(key);
        Optional<PortBits> bits = PortBits.of(key);
        if (whole.isEmpty() && bits.isPresent()) {
            return new Slice(column(bits.get().port(), at), bits.get().high(), bits.get().low());
        }
        if (whole.isEmpty() && key.endsWith("]") && key.contains("[")) {
            throw new BadInputException(
                    at, "'" + key + "' should be a column, or its bits as in 'bus[8:0]'");
        }
        return new Slice(whole.orElseGet(() -> column(key, at)), -1, -1);
    }

    private void bind(Slice slice, Expr expression) {
        if (expression instanceof Expr.Value value) {
            bound.add(value.signal().name());
            if (value.signal().kind() == Signal.Kind.INPUT) {
                drive(slice, value.signal(), false);
                return;
            }
        }
        String column = slice.shown();
        String name = expression instanceof Expr.Value value ? value.signal().name() : column;
        boolean after =
                binding.after().stream()
                        .anyMatch(n -> n.text().equals(name) || n.text().equals(column));
        int latency = binding.latency(column, name);
        Type type = shownType(expression, slice);
        int pick = pick(slice.pick(type));
        compared.add(new BoundTrace.Compared(pick, column, expression, type, after, latency));
    }

    /// As wide as the recording shows it, so that a value too large for the spec's type is a
    /// divergence and no broken file.
    private static Type shownType(Expr expression, Slice slice) {
        boolean signed = expression.range().low().signum() < 0;
        if (slice.bits() > 0) {
            return new Type(signed, Math.min(slice.bits(), Type.MAX_BITS));
        }
        return expression.wide() ? Type.unsigned(64) : WIDEST;
    }

    private void drive(Slice slice, Signal input, boolean inverted) {
        Type type =
                slice.bits() > 0
                        ? new Type(input.type().signed(), Math.min(slice.bits(), Type.MAX_BITS))
                        : input.type();
        int pick = pick(slice.pick(type).asInput());
        bound.add(input.name());
        drives.put(
                input.name(), new BoundTrace.Drive(input.name(), input.type(), pick, inverted, 0));
    }

    private void rst() {
        boolean done = drives.containsKey("rst") || binding.tie().containsKey("rst");
        if (equations.rst() == Rst.NONE || done) {
            return;
        }
        Optional<Binding.Named> named = binding.rst();
        Optional<Column> column =
                named.isPresent()
                        ? Optional.of(column(named.get().text(), named.get().at()))
                        : find("rst");
        Signal rst = equations.find("rst").orElseThrow();
        if (column.isPresent()) {
            drive(new Slice(column.get(), -1, -1), rst, binding.rstActiveLow());
        } else {
            drives.put("rst", new BoundTrace.Drive("rst", rst.type(), -1, false, 0));
        }
        bound.add("rst");
    }

    private void byName(Signal signal) {
        boolean done = bound.contains(signal.name()) || binding.tie().containsKey(signal.name());
        if (done) {
            return;
        }
        for (String name : namesOf(signal)) {
            Optional<Column> column = find(name);
            if (column.isPresent() && !used.contains(column.get().name())) {
                bind(
                        new Slice(column.get(), -1, -1),
                        new Expr.Value(signal, signal.type().range()));
                return;
            }
        }
    }

    /// A name that several signals could have binds nothing by itself.
    private Optional<Column> find(String name) {
        try {
            return reader.find(name);
        } catch (BadInputException ambiguous) {
            return Optional.empty();
        }
    }

    /// `x@3`, and what recordings call it.
    private static List<String> namesOf(Signal signal) {
        int at = signal.name().indexOf('@');
        if (at < 0) {
            return List.of(signal.name());
        }
        String name = signal.name().substring(0, at);
        String number = signal.name().substring(at + 1);
        return List.of(
                signal.name(), name + number, name + "_" + number, name + "[" + number + "]");
    }

    private void tied() {
        for (var tie : binding.tie().entrySet()) {
            Signal input =
                    equations.inputs().stream()
                            .filter(signal -> signal.name().equals(tie.getKey()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new BadInputException(
                                            binding.at(),
                                            "'tie' names '%s', which is no input"
                                                    .formatted(tie.getKey())));
            if (!input.type().fits(java.math.BigInteger.valueOf(tie.getValue()))) {
                throw new BadInputException(
                        binding.at(),
                        "'tie' gives '%s' the value %d, which does not fit %s (%s)"
                                .formatted(
                                        input.name(),
                                        tie.getValue(),
                                        input.type(),
                                        input.type().range()));
            }
            var constant =
                    new BoundTrace.Drive(input.name(), input.type(), -1, false, tie.getValue());
            if (drives.put(input.name(), constant) != null) {
                throw new BadInputException(
                        binding.at(),
                        "'map' and 'tie' both give '%s': leave one out".formatted(input.name()));
            }
        }
    }

    private void refuseUnbound() {
        for (Signal input : equations.inputs()) {
            if (!drives.containsKey(input.name())) {
                List<String> known = reader.columns().stream().map(Column::name).toList();
                throw new BadInputException(
                        binding.at(),
                        "no column gives the input '%s'%s: bind one under 'map', or give a constant under 'tie'; the recording has %s"
                                .formatted(
                                        input.name(),
                                        Words.didYouMean(input.name(), known),
                                        Words.list(known)));
            }
        }
        if (compared.isEmpty()) {
            throw new BadInputException(
                    binding.at(),
                    "nothing to compare: no column of the recording is a state, a wire or an output of the spec (%s)"
                            .formatted(
                                    Words.list(
                                            equations.signals().stream()
                                                    .filter(s -> s.kind() != Signal.Kind.INPUT)
                                                    .map(Signal::name)
                                                    .toList())));
        }
    }

    /// A name under `after` or `latency` that means nothing would make a check weaker than it says.
    private void refuseUnknownNames() {
        Set<String> known = new HashSet<>();
        for (BoundTrace.Compared cell : compared) {
            known.add(cell.column());
            if (cell.expression() instanceof Expr.Value value) {
                known.add(value.signal().name());
            }
        }
        binding.after().forEach(named -> refuseUnknown("after", named.text(), known));
        binding.latency().keySet().forEach(name -> refuseUnknown("latency", name, known));
    }

    private void refuseUnknown(String key, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new BadInputException(
                    binding.at(),
                    "'%s' names '%s', which is no compared column%s"
                            .formatted(key, name, Words.didYouMean(name, known)));
        }
    }

    private RowFilter filter(EquationText text) {
        List<String> columns = new ArrayList<>();
        List<Integer> filtered = new ArrayList<>();
        for (String name : Words.names(text.text())) {
            Place at = new Place(text.file(), text.firstLine(), text.indent() + 1);
            Column column = column(name, at);
            Type type =
                    column.bits() > 0
                            ? Type.unsigned(Math.min(Type.MAX_BITS, column.bits()))
                            : WIDEST;
            columns.add(name);
            filtered.add(pick(Pick.whole(column.name(), type)));
        }
        return RowFilter.of(text, columns, filtered, WIDEST);
    }

    private List<String> left() {
        return reader.columns().stream()
                .map(Column::name)
                .filter(name -> !used.contains(name))
                .toList();
    }
}
