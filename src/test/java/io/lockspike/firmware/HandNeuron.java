package io.lockspike.firmware;

import io.lockspike.emit.Case;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.slow.FamilyGenerator;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hand-written hardware of one set of choices of the family, in a module that has the inputs
/// of the spec and shows its states: the same words go into the parameters.
record HandNeuron(Map<String, String> chosen, int bits, boolean signed, Case tried) {
    private static final Pattern SHIFTS = Pattern.compile("shifts: \\[(-?\\d+), (-?\\d+)]");
    private static final Pattern DECAYED =
            Pattern.compile("decayed: \\{factor: (\\w+), fraction: (\\d+)}");
    private static final Pattern ONE = Pattern.compile("(shift|subtract): (\\w+)(, past: true)?");
    private static final Pattern STATE = Pattern.compile("state: \\{\\w: ([su])(\\d+) = (-?\\d+)}");

    static HandNeuron of(
            String name, Map<String, String> chosen, int bits, boolean signed, int rows) {
        String yaml = FamilyGenerator.spec(chosen, bits, signed);
        var spec =
                SpecFile.parse(
                        yaml.replace("name: family\n", "name: " + name + "\n"),
                        name,
                        Path.of(""),
                        Map.of());
        return new HandNeuron(
                chosen, bits, signed, Case.of(name + "\n" + yaml, spec, 0, rows, name.hashCode()));
    }

    /// Bits of the ports for values: wide enough for a threshold that adapts.
    private int values() {
        return bits + 3;
    }

    // ---- what the model has

    /// What the module takes from the model in each row: its inputs, and its random numbers.
    List<Signal> taken() {
        return tried.spec().equations().signals().stream()
                .filter(s -> s.kind() == Signal.Kind.INPUT || s.name().equals("noise"))
                .filter(s -> !s.name().equals("noise_on"))
                .toList();
    }

    /// What the module shows beside the commit port, under the names of the model.
    List<Signal> shown() {
        List<String> names =
                List.of("v", "i", "w", "refractory", "spike", "spike_negative", "fires");
        return tried.spec().equations().signals().stream()
                .filter(s -> names.contains(s.name()))
                .toList();
    }

    boolean has(String name) {
        return tried.spec().equations().signals().stream().anyMatch(s -> s.name().equals(name));
    }

    /// Whether the model stops where a value does not fit.
    boolean stops() {
        return chosen.get("overflow").equals("checked");
    }

    /// Whether what does not fit loses its upper bits.
    boolean wraps() {
        return stops() || chosen.get("overflow").equals("wrap");
    }

    /// Whether only `leaked + current` can come to lie outside.
    boolean clampsTheSumOnly() {
        return chosen.get("overflow").equals("sat")
                && chosen.get("narrow").equals("each-addition")
                && chosen.get("leak").equals("shift: 1")
                && chosen.get("rest").equals("0")
                && added().equals(List.of("current"))
                && chosen.get("synapse").equals("none")
                && chosen.get("reset").equals("{to: 0}")
                && chosen.get("steps").equals("0")
                && chosen.get("order").equals("[leak, integrate, fire]");
    }

    private Type type(String name) {
        return tried.spec().equations().signals().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow()
                .type();
    }

    /// The inputs that are added, `-NAME` where one is taken away.
    List<String> added() {
        String add = chosen.get("add");
        return add.isEmpty()
                ? List.of("current", "extra")
                : List.of(add.substring(1, add.length() - 1).split(", "));
    }

    // ---- the module

    /// @param commit the fields of the commit port that the module shows
    String verilog(String module, List<Commit> commit) {
        List<String> ports = new ArrayList<>(List.of("    input  wire clk"));
        taken().forEach(s ->
                ports.add("    input  wire [%d:0] %s".formatted(s.type().bits() - 1, s.name())));
        shown().forEach(s ->
                ports.add("    output wire [%d:0] %s".formatted(s.type().bits() - 1, s.name())));
        for (Commit field : commit) {
            ports.add("    output wire [%d:0] commit_%s".formatted(field.bits(bits) - 1, field));
        }
        return "module %s (\n%s\n);\n%s%s%sendmodule\n"
                .formatted(
                        module,
                        String.join(",\n", ports),
                        chosen.get("synapse").equals("none") ? "" : synapse(),
                        chosen.get("adaptive").equals("none") ? "" : adaptive(),
                        neuron(commit));
    }

    private String neuron(List<Commit> commit) {
        Map<String, String> parameters = register();
        parameters.putAll(step());
        parameters.put("OUTPUT", quoted(chosen.get("output")));
        parameters.put("COMMIT", commit.isEmpty() ? "0" : "1");
        Map<String, String> ports = clocked();
        if (chosen.get("synapse").equals("none")) {
            currents(parameters, ports);
        } else {
            parameters.put("CURRENT_WIDTH", "" + (type("i").bits() + 1));
            ports.put("current_i", "synaptic");
        }
        ports.putAll(valuePorts());
        ports.put("v_o", "v");
        ports.put("refractory_o", has("refractory") ? "refractory" : "");
        ports.put("spike_o", "spike");
        ports.put("spike_negative_o", has("spike_negative") ? "spike_negative" : "");
        ports.put("fires_o", "fired");
        for (Commit field : Commit.values()) {
            boolean shown = commit.contains(field);
            ports.put("commit_" + field + "_o", shown ? "commit_" + field : "");
        }
        return "    wire fired;\n"
                + instance("lif_neuron", "u_neuron", parameters, ports)
                + (has("fires") ? "    assign fires = fired;\n" : "");
    }

    /// The parameters that a neuron and a core share.
    Map<String, String> step() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("WIDTH", "" + bits);
        parameters.put("SIGNED", signed ? "1" : "0");
        parameters.put("INITIAL", number(chosen.get("membrane").substring(3), bits));
        leak(parameters, leak(chosen.get("leak")));
        parameters.put("OVERFLOW", quoted(chosen.get("overflow")));
        parameters.put("NARROW", quoted(chosen.get("narrow")));
        parameters.put("WHEN", firesOnBit() ? "\"bit\"" : chosen.get("when"));
        parameters.put("BIT", "" + (bits - 2));
        parameters.put("ON", quoted(chosen.get("on")));
        parameters.put("NEGATIVE", firesNegative() ? "1" : "0");
        parameters.put("RESET", quoted(resets("input") ? "input" : reset().replaceAll(":.*", "")));
        parameters.put("COUNT_WIDTH", "" + (has("refractory") ? type("refractory").bits() : 1));
        parameters.put("REFRACTORY_STEPS", chosen.get("steps"));
        parameters.put("REFRACTORY_INPUT", quoted(chosen.get("input")));
        parameters.put("REFRACTORY_LEAK", quoted(chosen.get("quiet leak")));
        parameters.put("REFRACTORY_COUNTED", quoted(chosen.get("counted")));
        parameters.put("ORDER", quoted(chosen.get("order").replaceAll("[\\[\\]]", "")));
        return parameters;
    }

    /// The values that a step takes: constants, or what the spec names.
    Map<String, String> valuePorts() {
        Map<String, String> ports = new LinkedHashMap<>();
        ports.put("rest_i", value(chosen.get("rest")));
        ports.put("leak_i", value(leak(chosen.get("leak")).value()));
        ports.put("random_i", has("noise") ? "noise" : "4'd0");
        boolean adaptive = !chosen.get("adaptive").equals("none");
        String threshold = firesOnBit() ? "0" : chosen.get("threshold");
        ports.put("threshold_i", adaptive ? "threshold" : value(threshold));
        ports.put("negative_i", value(firesNegative() ? chosen.get("negative") : "0"));
        boolean to = reset().startsWith("to") && !resets("input");
        ports.put("reset_to_i", value(to ? reset().substring("to: ".length()) : "0"));
        return ports;
    }

    private boolean firesOnBit() {
        return chosen.get("when").equals("bit");
    }

    private boolean firesNegative() {
        return !chosen.get("negative").equals("none");
    }

    private String reset() {
        return chosen.get("reset").replaceAll("[{}]", "");
    }

    private boolean resets(String to) {
        return reset().equals("to: " + to);
    }

    private String synapse() {
        Map<String, String> parameters = state("synapse");
        Map<String, String> ports = clocked();
        currents(parameters, ports);
        cellLeak(parameters, ports, "synapse");
        parameters.put(
                "USE", quoted(chosen.get("synapse").contains("previous") ? "previous" : "updated"));
        ports.put("i_o", "i");
        ports.put("current_o", "synaptic");
        ports.put("saturated_o", "");
        ports.put("wrapped_o", "");
        return "    wire [%d:0] synaptic;\n".formatted(type("i").bits())
                + instance("lif_synapse", "u_synapse", parameters, ports);
    }

    private String adaptive() {
        Map<String, String> parameters = state("adaptive");
        Map<String, String> ports = clocked();
        cellLeak(parameters, ports, "adaptive");
        String jump = chosen.get("adaptive").replaceAll(".*jump: (\\w+).*", "$1");
        ports.put("spike_i", "fired");
        ports.put("base_i", value(chosen.get("threshold")));
        ports.put("jump_i", value(jump));
        ports.put("w_o", "w");
        ports.put("threshold_o", "threshold");
        return "    wire [%d:0] threshold;\n".formatted(values() - 1)
                + instance("lif_adaptive", "u_adaptive", parameters, ports);
    }

    private Map<String, String> state(String choice) {
        Map<String, String> parameters = register();
        MatchResult state = found(STATE, chosen.get(choice));
        int width = Integer.parseInt(state.group(2));
        parameters.put("WIDTH", "" + width);
        parameters.put("SIGNED", state.group(1).equals("s") ? "1" : "0");
        parameters.put("INITIAL", number(state.group(3), width));
        String overflow = chosen.get(choice).replaceAll("(?s).*overflow: ([\\w-]+).*", "$1");
        parameters.put("OVERFLOW", quoted(overflow.startsWith("{") ? "sat" : overflow));
        return parameters;
    }

    /// The leak of a synapse or of an adaptive threshold.
    private void cellLeak(
            Map<String, String> parameters, Map<String, String> ports, String choice) {
        Matcher leak = Pattern.compile("leak: \\{([^}]*)}").matcher(chosen.get(choice));
        String text = leak.find() ? leak.group(1) : "none";
        leak(parameters, leak(text));
        parameters.put("ROUNDING", quoted(text.contains("half-up") ? "half-up" : "floor"));
        ports.put("leak_i", value(leak(text).value()));
        ports.put("random_i", "4'd0");
    }

    private void currents(Map<String, String> parameters, Map<String, String> ports) {
        int width = bits + 1;
        parameters.put("CURRENT_WIDTH", "" + width);
        parameters.put("INPUTS", "" + added().size());
        List<String> currents = new ArrayList<>();
        var mask = new StringBuilder();
        for (String term : added()) {
            mask.append(term.startsWith("-") ? '1' : '0');
            currents.add(value(term.replace("-", ""), width));
        }
        parameters.put("TAKEN_AWAY", added().size() + "'b" + mask);
        ports.put("current_i", "{" + String.join(", ", currents) + "}");
    }

    private Map<String, String> register() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("RST", quoted(chosen.get("rst")));
        return parameters;
    }

    private Map<String, String> clocked() {
        Map<String, String> ports = new LinkedHashMap<>();
        ports.put("clk_i", "clk");
        ports.put("rst_ni", chosen.get("rst").equals("none") ? "1'b1" : "!rst");
        ports.put("en_i", chosen.get("enable").equals("none") ? "1'b1" : "en");
        return ports;
    }

    /// A leak: its word, its number or name, and what else the parameters say.
    private record LeakForm(String word, String value, Map<String, String> more) {}

    private static LeakForm leak(String text) {
        if (text.equals("none")) {
            return new LeakForm("none", "0", Map.of());
        }
        Matcher shifts = SHIFTS.matcher(text);
        if (shifts.lookingAt()) {
            String list =
                    "{%s, %s}".formatted(number(shifts.group(1), 8), number(shifts.group(2), 8));
            return new LeakForm("shifts", "0", Map.of("TERMS", "2", "SHIFTS", list));
        }
        Matcher decayed = DECAYED.matcher(text);
        if (decayed.lookingAt()) {
            return new LeakForm("decayed", decayed.group(1), Map.of("FRACTION", decayed.group(2)));
        }
        MatchResult one = found(ONE, text);
        return new LeakForm(
                one.group(1), one.group(2), one.group(3) == null ? Map.of() : Map.of("PAST", "1"));
    }

    private void leak(Map<String, String> parameters, LeakForm leak) {
        parameters.put("VALUE_WIDTH", "" + values());
        parameters.put("RANDOM_WIDTH", "4");
        parameters.put("LEAK", quoted(leak.word()));
        parameters.put("ROUNDING", quoted(chosen.get("rounding").replaceAll(",.*", "")));
        parameters.putAll(leak.more());
    }

    private String value(String text) {
        return value(text, values());
    }

    /// A number or a name as a signed value of `width` bits.
    private String value(String text, int width) {
        if (text.equals("level")) {
            return number("" + (1L << (bits - 2)), width);
        }
        if (text.matches("-?\\d+")) {
            return number(text, width);
        }
        Type type = type(text);
        String sign = type.signed() ? text + "[" + (type.bits() - 1) + "]" : "1'b0";
        return "{{%d{%s}}, %s}".formatted(width - type.bits(), sign, text);
    }

    private static String number(String text, int width) {
        long mask = (1L << width) - 1;
        return "%d'd%d".formatted(width, Long.parseLong(text) & mask);
    }

    private static String quoted(String word) {
        return '"' + word.toLowerCase(Locale.ROOT) + '"';
    }

    private static MatchResult found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(text + " has no " + pattern);
        }
        return matcher.toMatchResult();
    }

    private static String instance(
            String module, String name, Map<String, String> parameters, Map<String, String> ports) {
        return "    %s #(%s) %s (%s);\n"
                .formatted(module, connections(parameters), name, connections(ports));
    }

    static String connections(Map<String, String> all) {
        List<String> list = new ArrayList<>();
        all.forEach((name, value) -> list.add(".%s(%s)".formatted(name, value)));
        return String.join(", ", list);
    }
}
