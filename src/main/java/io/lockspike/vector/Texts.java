package io.lockspike.vector;

import io.lockspike.equation.Interval;
import java.math.BigInteger;
import java.util.List;

/// The parts of a stimulus as [StimulusParser] reads them. A range is always written; an option
/// that has its default value is not.
final class Texts {
    private Texts() {}

    static String list(List<BigInteger> values) {
        var text = new StringBuilder();
        for (var value : values) {
            text.append(text.isEmpty() ? "" : ",").append(value);
        }
        return text.toString();
    }

    static String range(Interval range) {
        return range.low() + ".." + range.high();
    }

    static String near(List<BigInteger> near) {
        var text = new StringBuilder();
        for (var value : near) {
            text.append(",near=").append(value);
        }
        return text.toString();
    }

    static String then(Stimulus.Then then) {
        return switch (then) {
            case HOLD -> "";
            case REPEAT -> ",then=repeat";
        };
    }

    static String hold(long rows) {
        return option("hold", rows, 1);
    }

    static String option(String key, long value, long byDefault) {
        return value == byDefault ? "" : "," + key + "=" + value;
    }
}
