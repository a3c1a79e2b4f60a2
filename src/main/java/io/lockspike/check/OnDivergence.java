package io.lockspike.check;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Numbers;

/// What happens after a divergence.
///
/// @param most divergences after which the comparison stops
/// @param adopt take the recorded state over and go on, even where the rows after it do not agree
///   either
public record OnDivergence(int most, boolean adopt) {
    public static final OnDivergence DEFAULT = new OnDivergence(10, false);
    public static final OnDivergence STOP = new OnDivergence(1, false);

    /// `stop`, `continue=N` or `adopt`.
    public static OnDivergence parse(String text) {
        if (text.equals("stop")) {
            return STOP;
        }
        if (text.equals("adopt")) {
            return new OnDivergence(Integer.MAX_VALUE, true);
        }
        if (text.startsWith("continue=")) {
            return new OnDivergence(
                    Numbers.parse(text.substring("continue=".length()))
                            .filter(n -> Interval.of(1, 1_000_000).contains(n))
                            .orElseThrow(() -> bad(text))
                            .intValue(),
                    false);
        }
        throw bad(text);
    }

    /// Whether there is anything to compare behind the first one.
    public boolean goesOn() {
        return most > 1;
    }

    /// The same, but for so many at most.
    public OnDivergence upTo(int other) {
        return new OnDivergence(Math.min(most, other), adopt);
    }

    /// Why a comparison ends that came to so many.
    String reached() {
        return "stopped after %d divergence%s".formatted(most, most == 1 ? "" : "s");
    }

    private static BadInputException bad(String text) {
        return new BadInputException(
                "--on-divergence is stop, continue=N (N from 1 to 1000000) or adopt, not '"
                        + text
                        + "'");
    }
}
