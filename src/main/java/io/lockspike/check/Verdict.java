package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a comparison came to.
///
/// @param subject what was held against the model, such as a file's name
/// @param steps rows that the model made
/// @param cells compared cells
/// @param undefined cells that were not compared, because the model does not define them
/// @param unobserved cells that were not compared, because the recording ends before them or is not
///   aligned there
/// @param skipped rows that do not count, by the binding
/// @param compared the columns that were held against the model
/// @param left columns of the recording that nothing is bound to
/// @param partial why not everything was compared; empty where it was
/// @param about what else is to be known: tools with their versions, seeds, what it does not show
public record Verdict(
        String specName,
        String specHash,
        String subject,
        Level level,
        long steps,
        long cells,
        long undefined,
        long unobserved,
        long skipped,
        List<String> compared,
        List<String> left,
        List<Divergence> divergences,
        List<String> warnings,
        String partial,
        List<About> about,
        String replay) {

    /// One thing to know of it, such as `seed` and `1`.
    public record About(String name, String text) {}

    /// What was compared: every clock; events in their order; or one row a step, or the events of
    /// each step, whatever their order in it.
    public enum Level {
        CYCLE,
        ORDER,
        STEP;

        /// As people write it.
        ///
        /// @throws BadInputException if there is no such level
        public static Level parse(String text) {
            return Arrays.stream(values())
                    .filter(level -> level.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new BadInputException(
                                    "--level is cycle, order or step, not '" + text + "'"));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How the comparison ended, and the exit code for it.
    public enum Outcome {
        AGREED(0),
        DISAGREED(1),
        NOTHING_COMPARED(2),
        PARTIAL(4);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    public Outcome outcome() {
        if (!divergences.isEmpty()) {
            return Outcome.DISAGREED;
        }
        if (!partial.isEmpty()) {
            return Outcome.PARTIAL;
        }
        return cells == 0 ? Outcome.NOTHING_COMPARED : Outcome.AGREED;
    }

    /// The same with these divergences, and why it is partial.
    public Verdict with(List<Divergence> others, String why) {
        return of(left, others, warnings, why, about);
    }

    /// The same with what it says beside its findings.
    public Verdict telling(List<String> unbound, List<String> warned, List<About> known) {
        return of(unbound, divergences, warned, partial, known);
    }

    private Verdict of(
            List<String> unbound,
            List<Divergence> found,
            List<String> warned,
            String why,
            List<About> known) {
        return new Verdict(
                specName,
                specHash,
                subject,
                level,
                steps,
                cells,
                undefined,
                unobserved,
                skipped,
                compared,
                unbound,
                found,
                warned,
                why,
                known,
                replay);
    }
}
