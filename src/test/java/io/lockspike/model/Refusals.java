package io.lockspike.model;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import io.lockspike.slow.SlowCheckException;
import io.lockspike.slow.SlowModel;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// The random specs that the product refuses, and why that is right: the slow model stops in a
/// check; or, where no random run comes to the statement, it never fits when it is made to wrap; or
/// it could only ever stop.
final class Refusals {

    private static final int RUNS = 20;
    private static final int ROWS = 40;

    private final Map<String, LongAdder> kinds = new ConcurrentSkipListMap<>();
    private final Tally wrapped = new Tally();
    private final LongAdder stopped = new LongAdder();
    private final LongAdder unreached = new LongAdder();

    void add(String yaml, BadInputException refusal, Draw draw) {
        kinds.computeIfAbsent(kind(refusal), _ -> new LongAdder()).increment();
        if (stops(yaml, draw)) {
            stopped.increment();
        } else if (refusal.getMessage().contains("never fits")) {
            wrapped.attempt("a refused spec, wrapped", () -> neverFits(yaml, refusal, draw));
        } else {
            unreached.increment();
        }
    }

    /// What a refusal says, without its names and numbers.
    private static String kind(BadInputException refusal) {
        return refusal.getMessage()
                .replaceFirst("^[^ ]*: ", "")
                .replaceFirst(":.*", "")
                .replaceFirst(" \\(.*", "")
                .replaceAll("'[^']*'", "a value")
                .replaceAll("[us][0-9]+", "its type")
                .replaceAll("-?[0-9]+", "N");
    }

    /// Whether random runs of the slow model stop in a check.
    private static boolean stops(String yaml, Draw draw) {
        for (int run = 0; run < RUNS; run++) {
            SlowModel slow = SlowModel.read(yaml, Path.of(""), Map.of(), 0);
            slow.start(run % 4 != 0);
            if (stops(slow, draw)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stops(SlowModel slow, Draw draw) {
        try {
            for (int row = 0; row < ROWS; row++) {
                slow.row(inputs(slow, draw, row));
                slow.edge();
            }
            return false;
        } catch (SlowCheckException e) {
            return true;
        }
    }

    private static Map<String, Optional<BigInteger>> inputs(SlowModel slow, Draw draw, int row) {
        Map<String, Optional<BigInteger>> inputs = new LinkedHashMap<>();
        for (String name : slow.inputs()) {
            Type type = Type.parse(slow.types().get(name)).orElseThrow();
            long raw = name.equals("rst") ? (row < 2 ? 1 : 0) : draw.raw(type);
            inputs.put(name, Optional.of(type.value(raw)));
        }
        return inputs;
    }

    /// With `wrap` where it is refused the spec is read, and whatever the state, the interval that
    /// was refused holds every value (see [Bounds]).
    private void neverFits(String yaml, BadInputException refusal, Draw draw) {
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        int line = Integer.parseInt(refusal.getMessage().split(":", -1)[1]) - 1;
        lines.set(line, lines.get(line).replaceFirst(" = ", " wrap = "));
        String changed = String.join("\n", lines) + "\n";
        try {
            Twins twins = Twins.of(changed, wrapped);
            wrapped.spec();
            draw.run(twins, ROWS, true, false);
            draw.run(twins, ROWS, false, false);
        } catch (BadInputException other) {
            add(changed, other, draw);
        }
    }

    void report(String title) {
        kinds.forEach((why, often) -> System.out.printf("%s, %s: %d%n", title, why, often.sum()));
        System.out.printf(
                "%s: %d stop in the slow model too, %d always stop where nothing comes to them%n",
                title, stopped.sum(), unreached.sum());
        wrapped.report(title + ", wrapped where they never fit");
    }
}
