package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Words;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Commits;
import io.lockspike.trace.Column;
import io.lockspike.trace.TraceReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A recording of commits: a row for each step of each neuron, whenever the hardware made it.
/// `docs/commits.md` says what its columns mean.
public final class CommitLog {
    private final Commits commits;
    private final TraceReader reader;
    private final Map<String, EquationText> map = new LinkedHashMap<>();
    private final Map<String, Long> tie = new LinkedHashMap<>();

    private CommitLog(Commits commits, TraceReader reader) {
        this.commits = commits;
        this.reader = reader;
    }

    /// Whether a recording is one: it has a step, and the membrane before and after it, and neither
    /// the spec nor its binding calls something else so. (A core, which has a `v_after` inside, has
    /// no `v_before`.)
    public static boolean isOne(Check.Request request, TraceReader reader) {
        List<String> membrane =
                List.of(Commits.Field.V_BEFORE.column(), Commits.Field.V_AFTER.column());
        boolean taken =
                membrane.stream()
                        .anyMatch(name ->
                                (request.spec().each().isEmpty()
                                                && request.spec()
                                                        .equations()
                                                        .find(name)
                                                        .isPresent())
                                        || request.binding().map().containsKey(name));
        return !taken
                && reader.find(Commits.STEP).isPresent()
                && membrane.stream().allMatch(name -> reader.find(name).isPresent());
    }

    /// The request to hold it against the model, in place of one that speaks of clocks.
    ///
    /// @throws BadInputException where the recording gives an input of the spec no value
    public static Check.Request request(Check.Request request, TraceReader reader) {
        Commits commits = Commits.of(request.spec());
        Binding binding = new CommitLog(commits, reader).binding();
        return new Check.Request(
                commits.spec(),
                binding,
                request.subject(),
                request.lockstep(),
                request.replay(),
                request.onDivergence(),
                request.progress(),
                request.interrupted());
    }

    private Binding binding() {
        Place at = Place.of(commits.spec().file());
        map(Commits.STEP, commits.step());
        commits.inputs().forEach(this::input);
        commits.enable().filter(name -> !has(name)).ifPresent(name -> tie.put(name, 1L));
        commits.fields()
                .forEach((field, text) -> {
                    if (has(field.column()) && !map.containsKey(field.column())) {
                        map(field.column(), text);
                    }
                });
        return new Binding(
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                map,
                tie,
                Map.of(),
                List.of(new Binding.Named(Commits.Field.V_AFTER.column(), at)),
                Map.of(),
                has(Commits.NEURON)
                        ? Optional.of(new Binding.Named(Commits.NEURON, at))
                        : Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(new Binding.Named(Commits.STEP, at)),
                Map.of(),
                at);
    }

    private void map(String column, String text) {
        map.put(column, EquationText.of(text, commits.spec().file()));
    }

    /// From the column of its name; the only one that is summed also from the sum.
    private void input(Signal input) {
        if (has(input.name())) {
            map(input.name(), input.name());
            return;
        }
        boolean summed =
                commits.added().equals(Optional.of(new Commits.Added(input.name(), false)));
        String sum = Commits.Field.INPUT.column();
        if (!summed || !has(sum)) {
            List<String> known = reader.columns().stream().map(Column::name).toList();
            throw new BadInputException(
                    Place.of(commits.spec().file()),
                    "the commits have no column for the input '%s'%s; they have %s"
                            .formatted(
                                    input.name(),
                                    summed ? ", and none called '" + sum + "'" : "",
                                    Words.list(known)));
        }
        map(sum, input.name());
    }

    private boolean has(String name) {
        return reader.find(name).isPresent();
    }
}
