package io.lockspike.report;

import io.lockspike.solver.CrossCheck;
import io.lockspike.solver.PhysicalMap;
import io.lockspike.solver.RateCurve;
import io.lockspike.solver.SideBySide;
import io.lockspike.tool.Json;
import io.lockspike.tool.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A cross-check as one HTML page that needs no network: uPlot, the data and the figures stand in
/// it. What comes from the spec is data there, never markup.
public final class SolvePage {
    private static final int MOST_STEPS = 50_000;

    private SolvePage() {}

    public static String html(CrossCheck check) {
        return Template.of(SolvePage.class, "solve.html")
                .with("title", escaped(check.spec().name() + ": lif solve"))
                .with("heading", escaped(SolveText.headline(check)))
                .with("figures", figures(check))
                .with("shown", shown(check.continuous().steps()))
                .with("uplot.css", resource("uplot/uPlot.min.css"))
                .with("uplot.licence", resource("uplot/LICENSE").lines().toList())
                .with("uplot.js", resource("uplot/uPlot.iife.min.js"))
                .with("data", data(check))
                .fill();
    }

    private static List<String> figures(CrossCheck check) {
        List<String> rows = new ArrayList<>();
        for (SolveText.Figure figure : SolveText.figures(check)) {
            rows.add(
                    "<tr><th>%s</th><td>%s</td></tr>"
                            .formatted(escaped(figure.name()), escaped(figure.text())));
        }
        return rows;
    }

    private static String shown(int steps) {
        return steps <= MOST_STEPS
                ? ""
                : "The plots show the first %s steps; the figures are of all %s."
                        .formatted(Layout.grouped(MOST_STEPS), Layout.grouped(steps));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// JSON for a `script` element: `<` stands in strings only, and is escaped there.
    private static String data(CrossCheck check) {
        var text = new StringBuilder();
        PhysicalMap map = check.map();
        SideBySide both = check.continuous();
        Json json = new Json(text, false).object();
        json.name("physical").value(map.isPhysical()).name("dt").value(map.dt());
        json.name("voltsPerLsb").value(map.voltsPerLsb()).name("zero").value(map.zero());
        json.name("amperesPerLsb").value(map.amperesPerLsb());
        json.name("threshold").value(map.neuron().threshold());
        json.name("rheobase").value(map.neuron().rheobase());
        series(json.name("model"), both.modelMembrane());
        series(json.name("continuous"), both.membrane());
        series(json.name("stepped"), check.stepped().membrane());
        series(json.name("modelSpikes"), both.modelSpikes());
        series(json.name("spikes"), both.spikes());
        json.name("partners").array();
        for (int i = 0; i < both.modelSpikes().length && i < MOST_STEPS; i++) {
            json.value(both.matching().partner(i));
        }
        json.end().name("input").value(check.rates().input()).name("rates").array();
        for (RateCurve.Point point : check.rates().points()) {
            json.array().value(point.current()).value(point.model()).value(point.stepped());
            json.value(point.continuous()).value(point.isNearRheobase()).end();
        }
        json.end().end();
        return text.toString().strip().replace("<", "\\u003c");
    }

    private static void series(Json json, double[] values) {
        json.array();
        Arrays.stream(values).limit(MOST_STEPS).forEach(json::value);
        json.end();
    }

    private static String resource(String name) {
        try (InputStream stream = SolvePage.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
