package io.lockspike.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A spec that says one small thing otherwise is refused by every recording that can show it; the
/// slow model says which can.
final class PlantedBugsTest {

    private static final OnDivergence STOP = OnDivergence.parse("stop");

    static Stream<String> designs() {
        return Recording.designs().stream();
    }

    /// Of one design: planted, no spec at all, refused by a recording, and those that none shows.
    private static final class Result {
        private int planted;
        private int invalid;
        private int refused;
        private final List<PlantedBug> unseen = new ArrayList<>();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void refusesEveryPlantedBugThatARecordingShows(String design) {
        List<Recording> recordings =
                Recording.csvs().stream().filter(r -> r.design().equals(design)).toList();
        Result result = new Result();
        PlantedBug.all(Recording.yaml(design)).forEach(bug -> check(recordings, bug, result));
        System.out.printf(
                "planted bugs in %s: %d, %d are no valid specs, %d refused, %d not in what was"
                        + " recorded%n",
                design, result.planted, result.invalid, result.refused, result.unseen.size());
        result.unseen.forEach(bug -> System.out.println("   not seen: " + bug.line()));
        assertThat(result.refused).isGreaterThan(10);
    }

    private static void check(List<Recording> recordings, PlantedBug bug, Result result) {
        result.planted++;
        boolean shown = false;
        for (Recording recording : recordings) {
            Spec spec;
            try {
                spec = recording.spec(bug.yaml());
            } catch (BadInputException e) {
                result.invalid++;
                return;
            }
            boolean shows = Oracle.of(recording, bug.yaml()).differs();
            assertThat(refuses(recording, spec))
                    .as("%s: %s: %s", recording, bug.what(), bug.line())
                    .isEqualTo(shows);
            shown |= shows;
        }
        result.refused += shown ? 1 : 0;
        if (!shown) {
            result.unseen.add(bug);
        }
    }

    private static boolean refuses(Recording recording, Spec spec) {
        try {
            return Recording.check(spec, recording.lines(), STOP).outcome()
                    == Verdict.Outcome.DISAGREED;
        } catch (CheckException e) {
            return true;
        }
    }
}
