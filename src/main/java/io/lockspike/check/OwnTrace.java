package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.trace.Column;
import io.lockspike.trace.Origin;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A recording that says which spec wrote it, as the traces of `lif run` do: its columns are the
/// names of a spec, whatever the recordings of the hardware call them.
public final class OwnTrace {
    private OwnTrace() {}

    /// The binding of such a recording, which is by the names, with the number of the lane where it
    /// has one; `given` for any other.
    ///
    /// @throws BadInputException if the lanes stand beside each other, as in a VCD file
    public static Binding binding(Spec spec, Binding given, TraceReader reader) {
        if (reader.origin().isEmpty()) {
            return given;
        }
        refuseLanesInScopes(reader);
        List<Signal> inputs = spec.equations().inputs();
        if (!inputs.stream().allMatch(input -> isThere(input.name(), reader))) {
            return given;
        }
        Binding byName = Binding.byName(given.at());
        String lane = TraceHead.free("lane", name -> spec.equations().find(name).isPresent());
        return isThere(lane, reader) ? byName.with(new Binding.Named(lane, given.at())) : byName;
    }

    private static void refuseLanesInScopes(TraceReader reader) {
        for (Column column : reader.columns()) {
            if (column.name().contains(".lane1.")) {
                throw new BadInputException(
                        reader.where(),
                        "its lanes stand beside each other, each in a scope, and a check reads a lane a row: run it again with a trace that ends with .csv or .jsonl");
            }
        }
    }

    private static boolean isThere(String name, TraceReader reader) {
        try {
            return reader.find(name).isPresent();
        } catch (BadInputException ambiguous) {
            return false;
        }
    }

    /// The verdict with a warning where the recording says that another spec wrote it.
    public static Verdict judged(Verdict verdict, TraceReader reader) {
        Optional<Origin> other =
                reader.origin().filter(origin -> !origin.hash().equals(verdict.specHash()));
        if (other.isEmpty()) {
            return verdict;
        }
        List<String> warnings = new ArrayList<>(verdict.warnings());
        warnings.add("the recording says that it is of " + other.get());
        return verdict.telling(verdict.left(), warnings, verdict.about());
    }
}
