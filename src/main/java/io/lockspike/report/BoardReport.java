package io.lockspike.report;

import io.lockspike.board.BoardInfo;
import io.lockspike.board.LinkBench;
import io.lockspike.tool.Json;
import java.util.ArrayList;
import java.util.List;

/// A board and its line, for people and for programs.
public final class BoardReport {
    private BoardReport() {}

    /// Who it is.
    public static List<String> lines(BoardInfo info) {
        return info.fields().stream()
                .map(field -> "%-10s %s".formatted(field.name(), field.value()))
                .toList();
    }

    /// `"schema": "lockspike-board-1"`.
    public static void json(BoardInfo info, Appendable out) {
        Json json = new Json(out, true).object().name("schema").value("lockspike-board-1");
        info.fields()
                .forEach(field -> json.name(field.name().replace(' ', '_')).value(field.value()));
        json.end();
    }

    /// How fast it is.
    public static List<String> lines(LinkBench bench) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s, %d baud".formatted(bench.port(), bench.board(), bench.baud()));
        lines.add(
                "%9s  %9s  %9s  %10s  %12s  %10s  %7s"
                        .formatted(
                                "in flight",
                                "rows",
                                "frames/s",
                                "steps/s",
                                "of the bound",
                                "round trip",
                                "clocks"));
        for (LinkBench.Rate rate : bench.rates()) {
            lines.add(
                    "%9d  %9d  %,9.0f  %,10.0f  %10.0f %%  %7.2f ms  %7s"
                            .formatted(
                                    rate.window(),
                                    rate.rows(),
                                    rate.framesPerSecond(),
                                    rate.stepsPerSecond(),
                                    100 * rate.stepsPerSecond() / rate.bound(),
                                    rate.roundTrip() / 1e6,
                                    rate.clocks() == 0 ? "-" : "%.2f".formatted(rate.clocks())));
        }
        return lines;
    }

    /// `"schema": "lockspike-link-bench-1"`.
    public static void json(LinkBench bench, Appendable out) {
        Json json = new Json(out, true).object().name("schema").value("lockspike-link-bench-1");
        json.name("board").value(bench.board()).name("port").value(bench.port());
        json.name("baud").value(bench.baud()).name("rates").array();
        for (LinkBench.Rate rate : bench.rates()) {
            json.object().name("rows").value(rate.rows()).name("window").value(rate.window());
            json.name("frames_per_second").value(rate.framesPerSecond());
            json.name("steps_per_second").value(rate.stepsPerSecond());
            json.name("bound").value(rate.bound()).name("round_trip_ns").value(rate.roundTrip());
            json.name("retries").value(rate.retries()).name("clocks").value(rate.clocks()).end();
        }
        json.end().end();
    }
}
