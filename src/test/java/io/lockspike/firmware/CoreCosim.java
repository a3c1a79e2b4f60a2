package io.lockspike.firmware;

import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Expr;
import io.lockspike.model.Engine;
import io.lockspike.rtl.Cosim;
import io.lockspike.rtl.Proofs;
import io.lockspike.rtl.Sources;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.vector.Pins;
import io.lockspike.vector.RandomRows;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;

/// The hand-written core against the model's `core:` block, port by port and clock by clock.
final class CoreCosim {
    private static final String QUIET =
            "/* verilator lint_off DECLFILENAME */\n`default_nettype none\n";

    /// One core: the neuron as the spec says it, the same as parameters and values of the hardware.
    ///
    /// @param count bits of the refractory count
    record Kind(
            int neurons,
            String neuron,
            String parameters,
            String values,
            int count,
            boolean negative) {}

    static final Map<Integer, Kind> KINDS = kinds();

    private final Kind kind;
    private final Path folder;
    private final Path spec;
    private final List<Path> sources = new ArrayList<>();
    private final int index;

    private static Map<Integer, Kind> kinds() {
        Map<Integer, Kind> kinds = new LinkedHashMap<>();
        kinds.put(
                1,
                new Kind(
                        1,
                        """
                          leak:    {shifts: [3, -5]}
                          fire:    {threshold: 150, negative: -60}
                          reset:   {subtract: threshold}
                        """,
                        """
                        .LEAK("shifts"), .TERMS(2), .SHIFTS({8'd3, -8'd5}), .NEGATIVE(1), .RESET("subtract"),
                        .COUNT_WIDTH(1)\
                        """,
                        ".leak_i(0), .threshold_i(150), .negative_i(-60), .reset_to_i(0)",
                        0,
                        true));
        kinds.put(
                16,
                new Kind(
                        16,
                        """
                          leak:       {shift: 3, rounding: half-even}
                          fire:       {threshold: 150}
                          refractory: {steps: 2}
                        """,
                        """
                        .LEAK("shift"), .ROUNDING("half-even"), .COUNT_WIDTH(2), .REFRACTORY_STEPS(2)\
                        """,
                        ".leak_i(3), .threshold_i(150), .negative_i(0), .reset_to_i(0)",
                        2,
                        false));
        kinds.put(
                256,
                new Kind(
                        256,
                        """
                          leak:       {decayed: {factor: 3, fraction: 2}, rounding: toward-zero}
                          integrate:  {overflow: wrap}
                          fire:       {threshold: 150}
                          refractory: {steps: 1, input: integrated}
                          order:      [integrate, fire, leak]
                        """,
                        """
                        .LEAK("decayed"), .FRACTION(2), .ROUNDING("toward-zero"), .OVERFLOW("wrap"),
                        .COUNT_WIDTH(1), .REFRACTORY_STEPS(1), .REFRACTORY_INPUT("integrated"),
                        .ORDER("integrate, fire, leak")\
                        """,
                        ".leak_i(3), .threshold_i(150), .negative_i(0), .reset_to_i(0)",
                        1,
                        false));
        return kinds;
    }

    /// @param fault what becomes of each file of the hardware, given its name and its text
    CoreCosim(Kind kind, Path folder, BinaryOperator<String> fault) {
        this.kind = kind;
        this.folder = folder;
        this.index = Math.max(1, 32 - Integer.numberOfLeadingZeros(kind.neurons() - 1));
        for (Path source : HandBench.sources()) {
            String name = source.getFileName().toString();
            sources.add(write(name, fault.apply(name, HandBench.read(source))));
        }
        Path weights = write("weights.mem", weights());
        sources.add(write("top.v", top(weights)));
        this.spec = write("core.yaml", yaml());
    }

    private String weights() {
        var random = new SplittableRandom(kind.neurons());
        var words = new StringBuilder();
        for (int i = 0; i < 8 << index; i++) {
            words.append("%02x\n".formatted(random.nextInt(-40, 90) & 0xFF));
        }
        return words.toString();
    }

    private String yaml() {
        var ports = new StringBuilder();
        port(ports, true, "en clear in_valid in_tick in_axon out_ready weight_en weight_axon");
        port(ports, true, "weight_neuron weight_data peek_valid peek_neuron");
        port(ports, false, "busy in_ready out_valid out_tick out_neuron peek_ready peek_v");
        port(ports, false, "peek_current commit_valid commit_step commit_neuron");
        port(ports, false, "commit_v_before commit_v_after commit_input commit_spike");
        port(ports, false, "commit_saturated commit_wrapped commit_refractory");
        ports.append("      peek_valid_o: peeked\n");
        port(ports, false, kind.negative() ? "out_negative commit_spike_negative" : "");
        port(ports, false, kind.count() > 0 ? "peek_refractory" : "");
        return """
        lockspike: 1
        name: core-%d
        neuron:
          rst:      async
          enable:   en
          inputs:   {current: s10, en: u1}
          membrane: {v: s16 = 0}
        %score:
          neurons: %d
          peek:    first
          clear:   true
          commit:  true
          in:
            axon:    u3
            weights: s8[%d] init file("weights.mem")
            write:   true
          out: {queue: 4}
        ports:
          rtl:
            clock: clk_i
            rst:   {signal: rst_ni, active: low}
            map:
        %s\
        """
                .formatted(kind.neurons(), kind.neuron(), kind.neurons(), 8 << index, ports);
    }

    private static void port(StringBuilder ports, boolean input, String names) {
        for (String name : names.isEmpty() ? new String[0] : names.split(" ", -1)) {
            ports.append("      %s_%s: %s\n".formatted(name, input ? "i" : "o", name));
        }
    }

    private String top(Path weights) {
        Map<String, Integer> inputs = new LinkedHashMap<>();
        bits(inputs, 1, "clk rst_n en clear in_valid in_tick out_ready weight_en peek_valid");
        bits(inputs, 3, "in_axon weight_axon");
        bits(inputs, 8, "weight_data");
        bits(inputs, index, "weight_neuron peek_neuron");
        Map<String, Integer> outputs = new LinkedHashMap<>();
        bits(outputs, 1, "busy in_ready out_valid out_tick out_negative peek_ready peek_valid");
        bits(outputs, 1, "commit_valid commit_spike commit_spike_negative commit_saturated");
        bits(outputs, 1, "commit_wrapped commit_refractory");
        bits(outputs, index, "out_neuron commit_neuron");
        bits(outputs, 16, "peek_v commit_v_before commit_v_after");
        bits(outputs, 10, "peek_current commit_input");
        bits(outputs, 32, "commit_step");
        bits(outputs, Math.max(1, kind.count()), "peek_refractory");
        List<String> ports = new ArrayList<>();
        List<String> connections = new ArrayList<>();
        inputs.forEach((name, bits) -> {
            String port = name.equals("rst_n") ? "rst_ni" : name + "_i";
            ports.add("    input wire [%d:0] %s".formatted(bits - 1, port));
            connections.add(".%s(%s)".formatted(port, port));
        });
        outputs.forEach((name, bits) -> {
            ports.add("    output wire [%d:0] %s_o".formatted(bits - 1, name));
            connections.add(".%s_o(%s_o)".formatted(name, name));
        });
        return QUIET
                + """
                module top (
                %s
                );
                    lif_core #(.NEURONS(%d), .INDEX_WIDTH(%d), .AXON_WIDTH(3), .CURRENT_WIDTH(10),
                    .WEIGHTS("%s"), %s) u_core (.rest_i(0), .random_i(0), %s, %s);
                endmodule
                """
                        .formatted(
                                String.join(",\n", ports),
                                kind.neurons(),
                                index,
                                weights.toAbsolutePath(),
                                kind.parameters(),
                                kind.values(),
                                String.join(", ", connections));
    }

    private static void bits(Map<String, Integer> ports, int bits, String names) {
        for (String name : names.split(" ", -1)) {
            ports.put(name, bits);
        }
    }

    // ---- runs

    /// Rates that fill queues, leave gaps in the input and the enable, and clear in flight.
    private List<String> given() {
        List<String> given =
                new ArrayList<>(
                        List.of("peek_valid=poisson:1,rate=0.3", "in_tick=poisson:1,rate=0.3"));
        if (kind.neurons() <= 16) {
            given.add("en=poisson:1,rate=0.85");
            given.add("clear=poisson:1,rate=0.006");
            given.add("out_ready=pulse:1,period=97,width=60");
            given.add("weight_en=poisson:1,rate=0.05");
        } else {
            given.add("clear=poisson:1,rate=0.0008");
            given.add("en=poisson:1,rate=0.95");
            given.add("out_ready=poisson:1,rate=0.03");
            given.add("in_valid=pulse:1,period=3600,width=900");
            given.add("weight_en=poisson:1,rate=0.2");
        }
        return given;
    }

    Proofs proof() {
        return Proofs.of(spec, "top", sources).within(Duration.ofMinutes(10));
    }

    Verdict run(long rows, long seed, List<String> other) {
        return run(rows, seed, Verdict.Level.CYCLE, other);
    }

    Verdict run(long rows, long seed, Verdict.Level level, List<String> other) {
        List<String> given = new ArrayList<>(given());
        if (level != Verdict.Level.CYCLE) {
            given.removeIf(g -> !List.of("in_tick", "in_valid", "out_ready").contains(name(g)));
        }
        given.removeIf(g -> other.stream().anyMatch(o -> name(o).equals(name(g))));
        given.addAll(other);
        return Cosim.run(
                new Cosim.Request(
                        spec,
                        Map.of(),
                        Optional.empty(),
                        new Sources(sources, List.of(), List.of(), Map.of(), Map.of(), "work"),
                        Optional.of("top"),
                        List.of(),
                        given,
                        true,
                        seed,
                        rows,
                        rows,
                        false,
                        2,
                        level,
                        OnDivergence.STOP,
                        4096,
                        Duration.ofMinutes(10),
                        System::nanoTime,
                        Optional.empty(),
                        "lif cosim …",
                        _ -> {},
                        () -> false));
    }

    private static String name(String given) {
        return given.substring(0, given.indexOf('='));
    }

    /// In how many of the random rows of a run each of these wires of the model is 1.
    Map<String, Long> reached(long rows, long seed, List<String> conditions) {
        Spec read = SpecFile.read(spec);
        Pins pins = Pins.of(read, Optional.of("top"), List.of());
        Map<String, Long> counts = new LinkedHashMap<>();
        conditions.forEach(c -> counts.put(c, 0L));
        counts.put("rst in flight", 0L);
        var expressions =
                conditions.stream()
                        .map(c -> read.equations().expression(EquationText.of(c, "test")))
                        .toList();
        try (var recordings = new TraceRecordings()) {
            RandomRows random =
                    new VectorMaker(read, pins, seed, 0, true, given()).randomRows(recordings);
            Engine engine = Engine.of(read.equations(), 0);
            long[] inputs = new long[read.equations().inputs().size()];
            boolean[] defined = new boolean[inputs.length];
            Arrays.fill(defined, true);
            engine.start(true);
            Expr walks = read.equations().expression(EquationText.of("walking", "test"));
            boolean walked = false;
            for (long row = 0; row < rows; row++) {
                random.next(inputs);
                engine.row(inputs, defined);
                if (walked && inputs[0] == 1) {
                    counts.merge("rst in flight", 1L, Long::sum);
                }
                walked = BigInteger.ONE.equals(engine.evaluate(walks));
                for (int i = 0; i < expressions.size(); i++) {
                    if (BigInteger.ONE.equals(engine.evaluate(expressions.get(i)))) {
                        counts.merge(conditions.get(i), 1L, Long::sum);
                    }
                }
                engine.edge();
            }
        }
        return counts;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
