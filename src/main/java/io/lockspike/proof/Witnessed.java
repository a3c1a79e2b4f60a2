package io.lockspike.proof;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Signal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Runs a stimulus under which a netlist differs on the interpreter: nothing is told that does not
/// happen there.
///
/// @param powerUp what the netlist holds at power-up, by number; the rest is anything
record Witnessed(Joint joint, Map<Integer, BigInteger> powerUp) {

    /// @param output which one is said to differ in the last row
    RtlVerdict of(List<long[]> stimulus, int output, boolean shortest) {
        List<RtlVerdict.Row> rows = new ArrayList<>();
        var model = new Interpreter(joint.spec().equations(), joint.lane());
        model.start(true);
        var device = new Netlist.Run(joint.netlist(), new Random(1), powerUp);
        var late = new Traces.Late(joint);
        boolean[] given = new boolean[joint.spec().equations().inputs().size()];
        Arrays.fill(given, true);
        try {
            for (long[] row : stimulus) {
                model.row(row, given);
                settle(device, row);
                rows.add(seen(row, model, device, late));
                late.edge(model);
                device.edge();
                model.edge();
            }
        } catch (CheckException stopped) {
            if (rows.size() < stimulus.size()) {
                return unknown(rows.size(), output, stopped.getMessage());
            }
        }
        String name = joint.outputs().get(output).name();
        RtlVerdict.Row last = rows.getLast();
        return last.said().get(name) == null
                ? unknown(
                        rows.size() - 1,
                        output,
                        "the difference that was found is one in what the model leaves undefined")
                : new RtlVerdict.Refuted(stimulus, rows, name, shortest);
    }

    private RtlVerdict unknown(int clocks, int output, String reason) {
        return new RtlVerdict.Unknown(
                clocks, List.of(), List.of(joint.outputs().get(output).name()), List.of(), reason);
    }

    /// Clocks until the row ends.
    private void settle(Netlist.Run device, long[] row) {
        for (int clocks = 0; clocks < Traces.LONGEST; clocks++) {
            device.row(Traces.pins(joint, row));
            if (Traces.ends(joint, device, row)) {
                return;
            }
            device.edge();
        }
    }

    private RtlVerdict.Row seen(
            long[] row, Interpreter model, Netlist.Run device, Traces.Late late) {
        Map<String, BigInteger> inputs = new LinkedHashMap<>();
        for (Signal signal : joint.spec().equations().inputs()) {
            inputs.put(signal.name(), signal.type().value(row[signal.slot()]));
        }
        Map<String, BigInteger> said = new LinkedHashMap<>();
        Map<String, BigInteger> shown = new HashMap<>();
        for (int i = 0; i < joint.outputs().size(); i++) {
            Joint.Out out = joint.outputs().get(i);
            said.put(out.name(), value(out, late.said(i, model)));
            shown.put(out.name(), value(out, Traces.shown(joint, device, out.wire())));
        }
        return new RtlVerdict.Row(inputs, said, shown);
    }

    /// With its sign.
    private static BigInteger value(Joint.Out out, BigInteger bits) {
        return bits == null ? null : out.type().value(out.type().wrap(bits));
    }
}
