package io.lockspike.rtl;

import io.lockspike.check.Divergence;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.proof.Equivalence;
import io.lockspike.proof.Joint;
import io.lockspike.proof.Netlist;
import io.lockspike.proof.RtlVerdict;
import io.lockspike.proof.Solver;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.PrivateFolder;
import io.lockspike.tool.ToolMissingException;
import io.lockspike.vector.Pins;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import io.lockspike.vector.VectorSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The user's RTL against the spec, for all inputs and all time.
public final class Prove {
    /// Random rows behind those that meet the traps, at most: what holds in all of them is guessed
    /// to hold always.
    private static final int RANDOM_ROWS = 400;

    /// Power-up values from which a counter-example is run.
    private static final int STARTS = 8;

    private final Request request;
    private final Path work;

    private Prove(Request request, Path work) {
        this.request = request;
        this.work = work;
    }

    /// What is to be proven, and how.
    ///
    /// @param spec its file
    /// @param overrides other values of parameters
    /// @param bind a file with the binding, in place of the spec's `ports: rtl:`
    /// @param module what the device is called; the spec's name where it is not given
    /// @param observed further names to compare
    /// @param time after which it is unknown
    /// @param depth clocks from power-up that are searched for a bug, at least
    /// @param replay the command that repeats this
    /// @param progress told what it is at
    public record Request(
            Path spec,
            Map<String, List<BigInteger>> overrides,
            Optional<Path> bind,
            Sources device,
            Optional<String> module,
            List<String> observed,
            Solver.Choice solver,
            Duration time,
            int depth,
            long seed,
            String replay,
            Consumer<String> progress) {}

    /// What it came to.
    ///
    /// @param seen what co-simulation says of the counter-example; empty where there is none
    public record Result(
            Spec spec,
            String subject,
            RtlVerdict verdict,
            Optional<Divergence> seen,
            List<String> compared,
            List<String> left,
            List<String> tools,
            List<String> warnings,
            String replay) {}

    /// Reads the RTL, and proves.
    ///
    /// @throws BadInputException if spec, binding or device are refused
    /// @throws ToolMissingException without yosys or a solver
    public static Result run(Request request) {
        Path work = PrivateFolder.forOneRun();
        try {
            return new Prove(request, work).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            PrivateFolder.delete(work);
        }
    }

    private Result run() throws IOException {
        Spec read = SpecFile.read(request.spec(), request.overrides());
        Spec spec =
                request.bind()
                        .map(file -> read.with("rtl", SpecFile.readBinding(file)))
                        .orElse(read);
        if (spec.equations().lanes() > 1) {
            throw new BadInputException(
                    "the parameters have values for %d lanes, and one device has one: say which by --set NAME=VALUE"
                            .formatted(spec.equations().lanes()));
        }
        Pins pins = request.device().pins(Pins.of(spec, request.module(), request.observed()));
        List<String> compared = pins.outputs().stream().map(Pins.Out::port).toList();
        try {
            request.progress().accept("reading the RTL");
            Yosys.Read device = Yosys.read(request.device(), pins, work);
            RtlVerdict verdict = prove(spec, pins, device);
            return confirmed(result(spec, verdict, compared, device));
        } catch (Rtlil.UnsupportedException e) {
            var nothing = new RtlVerdict.Unknown(0, List.of(), compared, List.of(), e.getMessage());
            var none = new Yosys.Read(null, List.of(), List.of(), List.of());
            return result(spec, nothing, compared, none);
        }
    }

    private Result result(Spec spec, RtlVerdict verdict, List<String> compared, Yosys.Read device) {
        List<String> tools = new ArrayList<>(device.tools());
        tools.add(Solver.name(request.solver()));
        return new Result(
                spec,
                request.device().shown(),
                verdict,
                Optional.empty(),
                compared,
                device.left(),
                tools,
                device.warnings(),
                request.replay());
    }

    private RtlVerdict prove(Spec spec, Pins pins, Yosys.Read device) {
        request.progress().accept("rows that meet the traps");
        return Equivalence.of(
                new Equivalence.Request(
                        joint(spec, pins, device),
                        stimulus(spec, pins),
                        request.solver(),
                        request.time(),
                        request.depth(),
                        request.progress()));
    }

    private List<long[]> stimulus(Spec spec, Pins pins) {
        try (var recordings = new TraceRecordings()) {
            VectorSet vectors =
                    new VectorMaker(spec, pins, request.seed(), 0, true, List.of())
                            .upTo(RANDOM_ROWS, recordings);
            return vectors.inputRows();
        }
    }

    private Joint joint(Spec spec, Pins pins, Yosys.Read device) {
        Map<String, List<Joint.Drive>> driven = new HashMap<>();
        for (Netlist.Port port : device.netlist().ports()) {
            List<Pins.Drive> drives = pins.driven().getOrDefault(port.name(), List.of());
            driven.put(
                    port.name(), drives.stream().map(drive -> drive(drive, port.bits())).toList());
        }
        return new Joint(
                spec,
                0,
                device.netlist(),
                driven,
                Pins.tied(spec),
                pins.outputs().stream()
                        .map(out ->
                                new Joint.Out(
                                        Yosys.wire(out.port()),
                                        out.port(),
                                        out.expression(),
                                        out.type(),
                                        out.latency()))
                        .toList(),
                pins.ready()
                        .map(ready ->
                                new Joint.Ready(
                                        Yosys.wire(ready.port()),
                                        BigInteger.valueOf(ready.value()))));
    }

    private static Joint.Drive drive(Pins.Drive drive, int portBits) {
        return switch (drive) {
            case Pins.In in -> new Joint.In(in.signal(), in.inverted());
            case Pins.Tie tie -> {
                int bits = tie.bits() == 0 ? portBits : tie.bits();
                BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
                yield new Joint.Tie(BigInteger.valueOf(tie.value()).and(all), bits);
            }
        };
    }

    /// A counter-example that co-simulation does not show is none.
    private Result confirmed(Result result) {
        if (!(result.verdict() instanceof RtlVerdict.Refuted refuted)) {
            return result;
        }
        request.progress().accept("co-simulating the counter-example");
        Verdict seen;
        try {
            seen = Cosim.run(cosim(refuted.stimulus().size()), refuted.stimulus());
        } catch (ToolMissingException e) {
            return unconfirmed(
                    result,
                    refuted,
                    "there is a counter-example that nothing here can confirm: " + e.getMessage());
        }
        return seen.divergences().isEmpty()
                ? unconfirmed(
                        result,
                        refuted,
                        "a counter-example that co-simulation does not show: yosys has %s wrong in row %d"
                                .formatted(refuted.output(), refuted.rows().size() - 1))
                : new Result(
                        result.spec,
                        result.subject,
                        refuted,
                        Optional.of(seen.divergences().getFirst()),
                        result.compared,
                        result.left,
                        result.tools,
                        result.warnings,
                        result.replay);
    }

    private Result unconfirmed(Result result, RtlVerdict.Refuted refuted, String why) {
        var unknown =
                new RtlVerdict.Unknown(
                        refuted.shortest() ? refuted.rows().size() - 1 : 0,
                        List.of(),
                        result.compared,
                        List.of(),
                        why);
        return new Result(
                result.spec,
                result.subject,
                unknown,
                Optional.empty(),
                result.compared,
                result.left,
                result.tools,
                result.warnings,
                result.replay);
    }

    private Cosim.Request cosim(int rows) {
        return new Cosim.Request(
                request.spec(),
                request.overrides(),
                request.bind(),
                request.device(),
                request.module(),
                request.observed(),
                List.of(),
                true,
                request.seed(),
                rows,
                rows,
                false,
                STARTS,
                Verdict.Level.CYCLE,
                OnDivergence.STOP,
                4096,
                Duration.ofSeconds(60),
                System::nanoTime,
                Optional.empty(),
                request.replay(),
                _ -> {},
                () -> false);
    }
}
