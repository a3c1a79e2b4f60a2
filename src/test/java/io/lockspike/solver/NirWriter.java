package io.lockspike.solver;

import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes NIR graphs for tests: one line of nodes, each a map of fields.
public final class NirWriter {
    private final Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();

    /// Input → Linear (weight 1) → LIF (that of the example) → Output.
    public static NirWriter lif() {
        var writer = new NirWriter();
        writer.node("input", "Input").put("shape", new long[] {1});
        writer.node("w", "Linear").put("weight", new float[][] {{1}});
        Map<String, Object> lif = writer.node("n", "LIF");
        lif.put("tau", new float[] {0.0025f});
        lif.put("r", new float[] {1});
        lif.put("v_leak", new float[] {0});
        lif.put("v_threshold", new float[] {0.1f});
        writer.node("output", "Output").put("shape", new long[] {1});
        return writer;
    }

    /// The same with a synapse of 5 ms.
    public static NirWriter cuba() {
        NirWriter writer = lif().set("n", "type", "CubaLIF");
        writer.nodes.get("n").remove("tau");
        return writer.set("n", "tau_mem", 0.02).set("n", "tau_syn", 0.005).set("n", "w_in", 2.0);
    }

    private Map<String, Object> node(String name, String type) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", type);
        nodes.put(name, node);
        return node;
    }

    /// Another value for a field; none removes it.
    public NirWriter set(String node, String field, Object value) {
        Map<String, Object> fields = nodes.computeIfAbsent(node, _ -> new LinkedHashMap<>());
        if (value.equals("none")) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        return this;
    }

    public NirWriter without(String node) {
        nodes.remove(node);
        return this;
    }

    /// Writes it, an edge from each node to the next one.
    public Path to(Path file) {
        String[] names = nodes.keySet().toArray(String[]::new);
        String[][] edges = new String[names.length - 1][];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = new String[] {names[i], names[i + 1]};
        }
        return to(file, edges);
    }

    public Path to(Path file, String[][] edges) {
        try (var hdf = HdfFile.write(file)) {
            hdf.putDataset("version", "1.0");
            WritableGroup graph = hdf.putGroup("node");
            graph.putDataset("type", "NIRGraph");
            graph.putDataset("edges", edges);
            WritableGroup group = graph.putGroup("nodes");
            nodes.forEach((name, fields) -> {
                WritableGroup node = group.putGroup(name);
                fields.forEach(node::putDataset);
            });
        }
        return file;
    }
}
