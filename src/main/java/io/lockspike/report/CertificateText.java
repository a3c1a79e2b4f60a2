package io.lockspike.report;

import io.lockspike.equation.Interval;
import io.lockspike.solver.Certificates;
import io.lockspike.solver.Claim;
import io.lockspike.solver.Drive;
import io.lockspike.solver.ErrorBound;
import io.lockspike.solver.RateBound;
import io.lockspike.solver.Reach;
import io.lockspike.solver.SpikeOrder;
import io.lockspike.solver.Unmet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is proven of every run of a spec, and what is not, for people.
final class CertificateText {
    private static final int MOST_PARTS = 6;

    private CertificateText() {}

    static List<String> lines(Certificates certificates) {
        List<String> lines = new ArrayList<>();
        certificates
                .synapse()
                .ifPresent(
                        reach -> lines.addAll(claim(reach, "reach (T5)", CertificateText::reach)));
        lines.addAll(claim(certificates.reach(), "reach (T5)", CertificateText::reach));
        lines.addAll(claim(certificates.error(), "error (T1, T10)", CertificateText::error));
        lines.addAll(claim(certificates.order(), "order of spikes (T6)", CertificateText::order));
        lines.addAll(
                claim(
                        certificates.spikes(),
                        "equal spike trains (T7)",
                        _ -> List.of("equal spike trains (T7) can be proven for a stimulus")));
        lines.addAll(claim(certificates.rate(), "rate (T8)", CertificateText::rate));
        return lines;
    }

    private static <T> List<String> claim(
            Claim<T> claim, String theorem, Function<T, List<String>> lines) {
        return switch (claim) {
            case Claim.Holds<T>(T what) -> lines.apply(what);
            case Claim.Open<T>(Unmet why) ->
                    List.of("%s: not claimed, %s".formatted(theorem, why.sentence()));
        };
    }

    private static List<String> reach(Reach reach) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s lies in %s, %s".formatted(reach.state(), reach.held(), method(reach.method())));
        reach.lowest().ifPresent(drive -> lines.add(attained(reach.held().low(), drive)));
        reach.highest().ifPresent(drive -> lines.add(attained(reach.held().high(), drive)));
        lines.add(
                "  "
                        + reach.needed()
                                .map(needed ->
                                        "%s is enough%s%s; it is declared %s%s"
                                                .formatted(
                                                        needed,
                                                        reach.method() == Reach.Method.EXACT
                                                                ? " and one bit less is not"
                                                                : "",
                                                        sums(reach),
                                                        reach.declared(),
                                                        reach.overflows()
                                                                ? ": it can overflow"
                                                                : ""))
                                .orElse(
                                        "no width is known to be enough; it is declared %s"
                                                .formatted(reach.declared())));
        return lines;
    }

    private static String sums(Reach reach) {
        Optional<Interval> peak = reach.peak().filter(p -> !reach.free().equals(Optional.of(p)));
        return peak.map(p -> ", for sums in " + p).orElse("");
    }

    private static String method(Reach.Method method) {
        return switch (method) {
            case EXACT -> "and attains both ends";
            case FREE_RANDOM -> "and attains both ends if the random numbers come so";
            case FREE_CURRENT -> "and no further; whether it attains the ends is open";
        };
    }

    private static String attained(Object value, Drive drive) {
        return "  %s after %s".formatted(value, drive(drive));
    }

    /// `current = 999 in 1 row, 0 in 3 rows`.
    private static String drive(Drive drive) {
        if (drive.parts().isEmpty()) {
            return "no row: it is the start";
        }
        List<String> parts = new ArrayList<>();
        for (Drive.Part part : drive.parts().stream().limit(MOST_PARTS).toList()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < drive.inputs().size(); i++) {
                values.add(drive.inputs().get(i) + " = " + part.values().get(i));
            }
            parts.add(String.join(" ", values) + " in " + Layout.rows(part.rows()));
        }
        boolean all = drive.parts().size() <= MOST_PARTS;
        return String.join(", then ", parts)
                + (all ? "" : ", and more: %s in all".formatted(Layout.rows(drive.rows())));
    }

    private static List<String> error(ErrorBound error) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s is off the ideal by %s … %s LSB, in every run%s"
                        .formatted(
                                error.state(),
                                ExplainText.decimal(error.low()),
                                ExplainText.decimal(error.high()),
                                ideal(error.ideal())));
        error.lowest().ifPresent(near -> lines.add(near(near)));
        error.highest().ifPresent(near -> lines.add(near(near)));
        error.mean()
                .ifPresent(mean ->
                        lines.add(
                                "  by %s on average, if what the leak leaves over is uniform"
                                        .formatted(ExplainText.decimal(mean))));
        error.variance()
                .ifPresent(v ->
                        lines.add(
                                "  variance at most %s, if the random bits are independent"
                                        .formatted(ExplainText.decimal(v))));
        return lines;
    }

    private static String near(ErrorBound.Approach near) {
        return "  %s after %s".formatted(ExplainText.decimal(near.error()), drive(near.drive()));
    }

    private static String ideal(ErrorBound.Ideal ideal) {
        return switch (ideal) {
            case FREE -> "";
            case CLAMPED -> ", if the ideal clamps where it does";
            case UNTIL_IT_STOPS -> ", until a value does not fit";
        };
    }

    private static List<String> order(SpikeOrder order) {
        return List.of(
                order.least() == 0
                        ? "no spike is later than the ideal's; none is earlier than with %s LSB more a step"
                                .formatted(ExplainText.decimal(order.most()))
                        : "no spike is later than the ideal's with %s LSB less a step, none earlier than with %s more"
                                .formatted(
                                        ExplainText.decimal(-order.least()),
                                        ExplainText.decimal(order.most())));
    }

    private static List<String> rate(RateBound rate) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "a constant current fires above %s; from %s on the steps between spikes are known to one"
                        .formatted(
                                ExplainText.decimal(rate.rheobase()),
                                ExplainText.decimal(rate.within())));
        lines.add(
                rate.zoneLow() > rate.zoneHigh()
                        ? "  near rheobase the error has a bound at each current, but a large one"
                        : "  near rheobase, at %s, there is no bound"
                                .formatted(Interval.of(rate.zoneLow(), rate.zoneHigh())));
        return lines;
    }
}
