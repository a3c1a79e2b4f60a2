package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a NIR graph (HDF5: `version`, `node/type`, `node/nodes/NAME/…`, `node/edges`) that holds
/// one neuron: Input → [Linear or Affine] → LIF or CubaLIF → Output.
final class NirGraph {
    private static final Set<String> WEIGHTS = Set.of("Linear", "Affine");
    private static final Set<String> NEURONS = Set.of("LIF", "CubaLIF");
    private static final String SUPPORTED =
            "; only a single LIF or CubaLIF neuron is imported, with at most one Linear or Affine before it, between Input and Output";
    private static final int MOST_NODES = 4;
    private static final int MOST_SHOWN = 60;

    private final Place at;
    private final HdfGroup root;
    private final HdfGroup nodes;
    private final Map<String, String> types = new HashMap<>();

    private NirGraph(Place at, HdfGroup root) {
        this.at = at;
        this.root = root;
        HdfGroup graph = root.group("node");
        String type = graph.word("type");
        if (!type.equals("NIRGraph")) {
            throw bad("the file holds a %s, not a NIRGraph".formatted(shown(type)));
        }
        nodes = graph.group("nodes");
    }

    /// The neuron of a file.
    ///
    /// @throws BadInputException if the file is no NIR graph, or one of another kind
    static NirNeuron read(Path file) {
        Place at = Place.of(file.toString());
        return HdfGroup.read(file, root -> new NirGraph(at, root).neuron());
    }

    private NirNeuron neuron() {
        List<String> names = nodes.names();
        if (names.size() > MOST_NODES) {
            throw bad("the graph has " + names.size() + " nodes" + SUPPORTED);
        }
        for (String name : names) {
            types.put(name, nodes.group(name).word("type"));
        }
        List<String> path = path(root.group("node").words("edges"));
        HdfGroup neuron = nodes.group(path.get(path.size() - 2));
        Optional<HdfGroup> weight =
                path.size() == MOST_NODES
                        ? Optional.of(nodes.group(path.get(1)))
                        : Optional.empty();
        boolean cuba = types.get(path.get(path.size() - 2)).equals("CubaLIF");
        return new NirNeuron(
                at,
                root.has("version") ? shown(root.word("version")) : "?",
                path.stream().map(n -> "%s (%s)".formatted(shown(n), types.get(n))).toList(),
                weight.map(g -> number(g, "weight")).orElse(BigDecimal.ONE),
                weight.filter(g -> g.has("bias"))
                        .map(g -> number(g, "bias"))
                        .orElse(BigDecimal.ZERO),
                above0(neuron, cuba ? "tau_mem" : "tau"),
                cuba ? Optional.of(above0(neuron, "tau_syn")) : Optional.empty(),
                cuba ? optional(neuron, "w_in", BigDecimal.ONE) : BigDecimal.ONE,
                above0(neuron, "r"),
                number(neuron, "v_leak"),
                number(neuron, "v_threshold"),
                optional(neuron, "v_reset", BigDecimal.ZERO));
    }

    /// The nodes in the order of the edges, which must make one line of them all.
    private List<String> path(List<String> edges) {
        types.forEach((name, type) -> {
            if (!(type.equals("Input") || type.equals("Output") || isInner(type))) {
                throw bad("node '%s' is a %s%s".formatted(shown(name), shown(type), SUPPORTED));
            }
        });
        Map<String, String> next = new HashMap<>();
        for (int i = 0; i + 1 < edges.size(); i += 2) {
            if (next.put(edges.get(i), edges.get(i + 1)) != null) {
                throw bad("two edges leave node '" + shown(edges.get(i)) + "'" + SUPPORTED);
            }
        }
        List<String> path = new ArrayList<>(List.of(only("Input")));
        while (next.containsKey(path.getLast()) && path.size() <= types.size()) {
            path.add(next.get(path.getLast()));
        }
        List<String> kinds = path.stream().map(name -> types.getOrDefault(name, "")).toList();
        boolean line =
                path.size() == types.size()
                        && next.size() == types.size() - 1
                        && (kinds.size() == 3
                                || (kinds.size() == 4 && WEIGHTS.contains(kinds.get(1))))
                        && NEURONS.contains(kinds.get(kinds.size() - 2))
                        && kinds.getLast().equals("Output");
        if (!line) {
            throw bad("the edges lead " + shown(String.join(" -> ", kinds)) + SUPPORTED);
        }
        return path;
    }

    private static boolean isInner(String type) {
        return WEIGHTS.contains(type) || NEURONS.contains(type);
    }

    private String only(String type) {
        List<String> found =
                types.keySet().stream().filter(name -> types.get(name).equals(type)).toList();
        if (found.size() != 1) {
            throw bad(
                    "the graph has %d nodes of type %s%s".formatted(found.size(), type, SUPPORTED));
        }
        return found.getFirst();
    }

    private BigDecimal above0(HdfGroup node, String name) {
        BigDecimal value = number(node, name);
        if (value.signum() <= 0) {
            throw bad("'%s' is %s; it must be more than 0".formatted(name, value));
        }
        return value;
    }

    private BigDecimal optional(HdfGroup node, String name, BigDecimal byDefault) {
        return node.has(name) ? number(node, name) : byDefault;
    }

    private BigDecimal number(HdfGroup node, String name) {
        List<Number> numbers = node.numbers(name);
        if (numbers.size() != 1) {
            throw bad("'%s' has %d values%s".formatted(name, numbers.size(), SUPPORTED));
        }
        double value = numbers.getFirst().doubleValue();
        if (!(value == 0 || (Math.abs(value) >= 1e-15 && Math.abs(value) <= 1e15))) {
            throw bad(
                    "'%s' is %s; it must be 0, or from 1e-15 to 1e15 in magnitude"
                            .formatted(name, value));
        }
        return new BigDecimal(numbers.getFirst().toString()).stripTrailingZeros();
    }

    private BadInputException bad(String message) {
        return new BadInputException(at, message);
    }

    /// A text of the file, which may be anything.
    private static String shown(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.length() <= MOST_SHOWN ? clean : clean.substring(0, MOST_SHOWN) + "…";
    }
}
