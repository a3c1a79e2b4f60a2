package io.lockspike.slow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Specs with `core:` in which any few values of the choices come together.
public final class CoreGenerator {
    private CoreGenerator() {}

    private static Map<String, List<String>> shared(String schedule) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("schedule", List.of(schedule));
        all.put("rst", List.of("async", "sync", "none"));
        all.put("neuron", List.of("plain", "negative", "cells", "quiet"));
        all.put("enable", List.of("no", "yes"));
        all.put("neurons", List.of("2", "1", "3", "5"));
        all.put("clear", List.of("false", "true"));
        all.put("commit", List.of("false", "true"));
        all.put("in", List.of("events", "currents"));
        all.put("write", List.of("false", "true"));
        all.put("collision", List.of("", "read-first", "write-first", "undefined"));
        all.put("sum", List.of("sat", "wrap"));
        all.put("in queue", List.of("4", "0", "1", "3"));
        all.put("in at-full", List.of("", "push-first", "pop-first"));
        all.put("tick", List.of("in-order", "first", "last"));
        all.put("out", List.of("addresses", "vector"));
        all.put("out queue", List.of("4", "0", "1", "3"));
        all.put("full", List.of("stall", "drop-new", "drop-oldest"));
        all.put("out at-full", List.of("", "push-first", "pop-first"));
        all.put("end", List.of("true", "false"));
        return all;
    }

    /// Time-multiplexed cores.
    public static Map<String, List<String>> walking() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("again", List.of("stall", "forward", "stale"));
        all.putAll(shared("time-multiplexed"));
        all.put("clocks", List.of("1", "2", "3"));
        all.put("latency", List.of("1", "2", "3", "6"));
        all.put("order", List.of("ascending", "descending", "list"));
        all.put("reset", List.of("walk", "at-once"));
        all.put("peek", List.of("none", "first", "last"));
        return all;
    }

    /// Time-multiplexed cores in which a neuron is read again before it is written.
    public static Map<String, List<String>> pressed() {
        Map<String, List<String>> all = walking();
        all.put("neurons", List.of("1", "2"));
        all.put("clocks", List.of("1"));
        all.put("latency", List.of("3", "2", "4", "6"));
        return all;
    }

    public static Map<String, List<String>> parallel() {
        Map<String, List<String>> all = shared("parallel");
        all.put("latency", List.of("1", "0", "2", "3"));
        all.put("order", List.of("", "ascending", "descending"));
        return all;
    }

    /// Every combination of any `strength` values, in a few specs.
    public static List<String> covering(Map<String, List<String>> choices, int strength) {
        List<String> specs = new ArrayList<>();
        String schedule = choices.get("schedule").getFirst();
        for (Map<String, String> chosen :
                CoveringArray.rows(choices, strength, c -> isSensible(c, schedule))) {
            specs.add(spec(chosen));
        }
        return specs;
    }

    /// Whether the manual allows it, as far as it is chosen.
    private static boolean isSensible(Map<String, String> chosen, String schedule) {
        boolean currents = is(chosen, "in", "currents");
        boolean vector = is(chosen, "out", "vector");
        boolean parallel = schedule.equals("parallel");
        boolean nothingWritten = currents || is(chosen, "write", "false");
        boolean fresh = parallel || changed(chosen, "again", "stale");
        return !(currents && changed(chosen, "write", "false"))
                && !(currents && changed(chosen, "sum", "sat"))
                && !(currents && changed(chosen, "in queue", "4"))
                && !(currents && changed(chosen, "in at-full", ""))
                && !(currents && changed(chosen, "tick", "in-order"))
                && !(is(chosen, "in queue", "0") && changed(chosen, "in at-full", ""))
                && !(vector && changed(chosen, "out queue", "4"))
                && !(vector && changed(chosen, "full", "stall"))
                && !(vector && changed(chosen, "out at-full", ""))
                && !(vector && changed(chosen, "end", "true"))
                && !(is(chosen, "out queue", "0") && changed(chosen, "out at-full", ""))
                && !(is(chosen, "out queue", "0") && is(chosen, "full", "drop-oldest"))
                && !(is(chosen, "full", "drop-oldest") && is(chosen, "out at-full", "push-first"))
                && !(fresh && nothingWritten && changed(chosen, "collision", ""))
                && !(parallel && vector && changed(chosen, "order", ""));
    }

    private static boolean is(Map<String, String> chosen, String name, String value) {
        return value.equals(chosen.get(name));
    }

    private static boolean changed(Map<String, String> chosen, String name, String usual) {
        return chosen.containsKey(name) && !chosen.get(name).equals(usual);
    }

    private static String spec(Map<String, String> chosen) {
        int neurons = Integer.parseInt(chosen.get("neurons"));
        var text = new StringBuilder("lockspike: 1\nname: core\nneuron:\n");
        text.append("  rst: ").append(chosen.get("rst")).append('\n');
        boolean enable = chosen.get("enable").equals("yes");
        text.append("  inputs: {current: s6%s}\n".formatted(enable ? ", en: u1" : ""));
        text.append(enable ? "  enable: en\n" : "");
        text.append(neuron(chosen.get("neuron")).indent(2));
        text.append("core:\n  neurons: ").append(neurons).append('\n');
        text.append("  schedule: ").append(chosen.get("schedule")).append('\n');
        for (String key :
                List.of("clocks", "latency", "again", "reset", "peek", "clear", "commit")) {
            line(text, "  ", key, chosen.getOrDefault(key, ""));
        }
        line(text, "  ", "collision", chosen.get("collision"));
        boolean list = chosen.get("order").equals("list");
        line(text, "  ", "order", list ? mixed(neurons) : chosen.get("order"));
        if (chosen.get("in").equals("currents")) {
            line(text, "  ", "in", "currents");
        } else {
            text.append("  in:\n    axon: u1\n");
            line(text, "    ", "weights", weights(neurons));
            for (String key : List.of("write", "sum", "tick")) {
                line(text, "    ", key, chosen.get(key));
            }
            line(text, "    ", "queue", chosen.get("in queue"));
            line(text, "    ", "at-full", chosen.get("in at-full"));
        }
        if (chosen.get("out").equals("vector")) {
            line(text, "  ", "out", "vector");
        } else {
            text.append("  out:\n");
            line(text, "    ", "queue", chosen.get("out queue"));
            line(text, "    ", "full", chosen.get("full"));
            line(text, "    ", "at-full", chosen.get("out at-full"));
            line(text, "    ", "end", chosen.get("end"));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, String key, String value) {
        if (!value.isEmpty()) {
            text.append(indent).append(key).append(": ").append(value).append('\n');
        }
    }

    private static String neuron(String kind) {
        return switch (kind) {
            case "plain" -> "membrane: {v: s6 = 0}\nleak: {shift: 2}\nfire: {threshold: 12}";
            case "negative" ->
                    """
                    membrane: {v: s6 = 1}
                    fire: {threshold: 10, negative: -8}
                    reset: {subtract: threshold}
                    integrate: {overflow: wrap}\
                    """;
            case "cells" ->
                    """
                    membrane: {v: s7 = 0}
                    synapse: {state: {i: s6 = 2}, leak: {shift: 1}}
                    fire: {threshold: 9, adaptive: {state: {w: u4 = 0}, jump: 5, leak: {shift: 1}}}\
                    """;
            default ->
                    """
                    membrane: {v: s6 = -3}
                    leak: {decayed: {factor: 3, fraction: 2}}
                    fire: {threshold: 8}
                    refractory: {steps: 2, leak: off}
                    reset: {to: -2}\
                    """;
        };
    }

    /// All neurons, none where it was if there are others.
    private static String mixed(int neurons) {
        int step = neurons == 5 ? 3 : neurons - 1;
        List<String> order = new ArrayList<>();
        for (int i = 0; i < neurons; i++) {
            order.add("" + (neurons == 1 ? 0 : (1 + i * step) % neurons));
        }
        return "[" + String.join(", ", order) + "]";
    }

    private static String weights(int neurons) {
        int row = Integer.highestOneBit(Math.max(2, 2 * neurons - 1));
        var random = new SplittableRandom(neurons);
        int[] cells = random.ints(2L * row, -9, 22).toArray();
        return "s6[%d] = %s".formatted(2 * row, Arrays.toString(cells));
    }
}
