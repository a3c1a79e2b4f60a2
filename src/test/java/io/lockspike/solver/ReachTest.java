package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final int MOST_STATES = 1000;

    @Test
    void isWhatASearchOfAllStatesFinds() {
        compare(7, 300);
    }

    @Test
    @Tag("long")
    void isWhatASearchOfAllStatesFindsInTwentyThousandSpecs() {
        compare(8, 20_000);
    }

    /// What was compared, and how often.
    private int held;

    private int free;
    private int widths;
    private int drives;
    private int undriven;
    private int unbounded;
    private final Map<Unmet, Integer> open = new EnumMap<>(Unmet.class);

    private void compare(long seed, int wanted) {
        var specs = new SmallSpecs(seed);
        while (held < wanted) {
            var template = specs.next();
            Spec spec = template.declared();
            switch (Reach.of(spec)) {
                case Claim.Open<Reach>(Unmet why) -> open.merge(why, 1, Integer::sum);
                case Claim.Holds<Reach>(Reach reach) -> one(template, spec, reach);
            }
        }
        System.out.printf(
                "reach: %,d specs with the interval of a search, 0 differ; %,d without narrowing (%,d have no bounds); %,d widths enough and least; %,d ends attained (%,d without a stimulus); no claim %s%n",
                held, free, unbounded, widths, drives, undriven, open);
        assertThat(free).isGreaterThan(wanted / 8);
        assertThat(widths).isGreaterThan(wanted / 16);
        assertThat(drives).isGreaterThan(wanted);
    }

    private void one(SmallSpecs.Template template, Spec spec, Reach reach) {
        var search = new StateSearch(spec.equations(), "v", MOST_STATES);
        assertThat(reach.method()).isEqualTo(Reach.Method.EXACT);
        assertThat(reach.held()).as(template.toString()).isEqualTo(search.held);
        held++;
        drive(template, spec, reach.lowest(), search.held.low().longValue());
        drive(template, spec, reach.highest(), search.held.high().longValue());
        if (held % 4 == 0) {
            withoutNarrowing(template, reach);
        }
    }

    private void withoutNarrowing(SmallSpecs.Template template, Reach reach) {
        boolean kept = template.overflow().equals("clamp-at-zero");
        if (reach.free().isEmpty()) {
            unbounded++;
        } else {
            Spec wide = template.with("s24", kept ? "clamp-at-zero" : "checked");
            var all = new StateSearch(wide.equations(), "v", MOST_STATES);
            if (!all.tooLarge) {
                assertThat(reach.free()).as(template.toString()).contains(all.held);
                assertThat(reach.peak()).as(template.toString()).contains(all.peak);
                free++;
            }
        }
        if (reach.needed().isPresent() && !kept) {
            width(template, reach.needed().get());
        }
    }

    private void width(SmallSpecs.Template template, Type needed) {
        var enough =
                new StateSearch(
                        template.with(needed.toString(), "checked").equations(), "v", MOST_STATES);
        if (enough.tooLarge) {
            return;
        }
        assertThat(enough.stopped).as(template + " in " + needed).isFalse();
        Optional<Spec> less = less(template, needed);
        if (less.isPresent()) {
            var short1 = new StateSearch(less.get().equations(), "v", MOST_STATES);
            assertThat(short1.stopped).as(template + " in less than " + needed).isTrue();
            widths++;
        }
    }

    /// One bit less, where all that the spec names still fits.
    private static Optional<Spec> less(SmallSpecs.Template template, Type needed) {
        try {
            return Optional.of(
                    template.with(
                            new Type(needed.signed(), needed.bits() - 1).toString(), "checked"));
        } catch (IllegalArgumentException | io.lockspike.equation.BadInputException _) {
            return Optional.empty();
        }
    }

    private void drive(SmallSpecs.Template template, Spec spec, Optional<Drive> drive, long end) {
        if (drive.isEmpty()) {
            undriven++;
            return;
        }
        assertThat(last(spec, drive.get())).as(template + " by " + drive.get()).isEqualTo(end);
        drives++;
    }

    /// The membrane after the rows of a drive.
    static long last(Spec spec, Drive drive) {
        Engine engine = Engine.interpreted(spec.equations(), 0);
        engine.start(false);
        long[] row = new long[spec.equations().inputs().size()];
        boolean[] defined = new boolean[row.length];
        Arrays.fill(defined, true);
        for (Drive.Part part : drive.parts()) {
            for (int i = 0; i < drive.inputs().size(); i++) {
                Signal input = spec.equations().find(drive.inputs().get(i)).orElseThrow();
                row[input.slot()] = part.values().get(i);
            }
            for (long r = 0; r < part.rows(); r++) {
                engine.row(row, defined);
                engine.edge();
            }
        }
        return engine.raw(spec.equations().find("v").orElseThrow().slot());
    }
}
