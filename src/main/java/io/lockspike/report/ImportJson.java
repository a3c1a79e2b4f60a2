package io.lockspike.report;

import io.lockspike.solver.NirImport;
import io.lockspike.solver.NirImport.Level;
import io.lockspike.solver.NirLeak;
import io.lockspike.tool.Json;
import java.math.BigDecimal;
import java.util.Optional;

/// What an imported neuron lost, for programs: `"schema": "lockspike-import-1"`. SI units.
public final class ImportJson {
    private ImportJson() {}

    /// Writes it, indented.
    ///
    /// @param file the spec, if one was written
    public static void print(NirImport imported, Optional<String> file, Appendable out) {
        Json json = new Json(out, true).object();
        json.name("schema").value("lockspike-import-1");
        json.name("nir").value(imported.neuron().version()).name("path").array();
        imported.neuron().path().forEach(json::value);
        json.end().name("step").value(imported.step());
        json.name("dt").value(imported.wish().dt().doubleValue());
        json.name("volts_per_lsb").value(imported.voltsPerLsb().doubleValue());
        json.name("amperes_per_lsb").value(imported.amperesPerLsb());
        json.name("gain").value(imported.gain());
        json.name("leaks").array();
        leak("tau", imported.neuron().tau(), imported.leak(), imported, json);
        imported.synapseLeak()
                .ifPresent(leak ->
                        leak(
                                "tau_syn",
                                imported.neuron().tauSyn().orElseThrow(),
                                leak,
                                imported,
                                json));
        json.end().name("levels").array();
        imported.levels().forEach(level -> level(level, json));
        json.end();
        file.ifPresent(name -> json.name("file").value(name));
        json.end();
    }

    private static void leak(
            String name, BigDecimal asked, NirLeak leak, NirImport imported, Json json) {
        json.object().name("name").value(name).name("asked").value(asked.doubleValue());
        json.name("achieved").value(imported.tau(leak)).name("leak").value(leak.yaml()).end();
    }

    private static void level(Level level, Json json) {
        json.object().name("name").value(level.name()).name("asked").value(level.asked());
        json.name("achieved").value(level.achieved()).name("raw").value(level.raw());
        json.name("lost_lsb").value(level.lost()).end();
    }
}
