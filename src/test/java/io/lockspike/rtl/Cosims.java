package io.lockspike.rtl;

import io.lockspike.check.Divergence;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Co-simulations for tests: what a command line would ask for, with fewer rows.
public record Cosims(
        Path spec,
        DeviceSources device,
        String module,
        List<String> observed,
        long seed,
        long rows,
        long depth,
        boolean exhaustive,
        OnDivergence onDivergence,
        long memory,
        LongSupplier nanoTime,
        LongConsumer progress,
        Optional<Path> wave) {
    private static final Path LIBRARY = Path.of("src/main/resources/io/lockspike/spec/library");
    private static final Duration SILENCE = Duration.ofSeconds(60);

    static Cosims of(Path spec, String module, Path... files) {
        return new Cosims(
                spec,
                rtl(List.of(files)),
                module,
                List.of(),
                1,
                2000,
                1 << 22,
                false,
                OnDivergence.STOP,
                4096,
                System::nanoTime,
                _ -> {},
                Optional.empty());
    }

    static Path library(String name) {
        return LIBRARY.resolve(name + ".yaml");
    }

    static Sources rtl(List<Path> files) {
        return new Sources(files, List.of(), List.of(), Map.of(), Map.of(), "work");
    }

    Cosims observing(String... names) {
        return new Cosims(
                spec,
                device,
                module,
                List.of(names),
                seed,
                rows,
                depth,
                exhaustive,
                onDivergence,
                memory,
                nanoTime,
                progress,
                wave);
    }

    Cosims with(DeviceSources other) {
        return new Cosims(
                spec,
                other,
                module,
                observed,
                seed,
                rows,
                depth,
                exhaustive,
                onDivergence,
                memory,
                nanoTime,
                progress,
                wave);
    }

    Cosims rows(long other) {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                other,
                depth,
                exhaustive,
                onDivergence,
                memory,
                nanoTime,
                progress,
                wave);
    }

    /// Every input in every state.
    Cosims everywhere() {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                rows,
                depth,
                true,
                onDivergence,
                memory,
                nanoTime,
                progress,
                wave);
    }

    /// Random rows, after all.
    Cosims atRandom() {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                rows,
                depth,
                false,
                onDivergence,
                memory,
                nanoTime,
                progress,
                wave);
    }

    /// Many runs side by side behind `depth` random rows of one.
    Cosims manyBehind(long other) {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                rows,
                other,
                exhaustive,
                onDivergence,
                memory,
                nanoTime,
                progress,
                wave);
    }

    Cosims on(OnDivergence other) {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                rows,
                depth,
                exhaustive,
                other,
                memory,
                nanoTime,
                progress,
                wave);
    }

    Cosims by(LongSupplier clock) {
        return by(clock, _ -> {});
    }

    Cosims by(LongSupplier clock, LongConsumer told) {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                rows,
                depth,
                exhaustive,
                onDivergence,
                memory,
                clock,
                told,
                wave);
    }

    Cosims showing(Path file) {
        return new Cosims(
                spec,
                device,
                module,
                observed,
                seed,
                rows,
                depth,
                exhaustive,
                onDivergence,
                memory,
                nanoTime,
                progress,
                Optional.of(file));
    }

    Verdict run() {
        return run(Verdict.Level.CYCLE);
    }

    Verdict run(Verdict.Level level, String... given) {
        return Cosim.run(
                new Cosim.Request(
                        spec,
                        Map.of(),
                        Optional.empty(),
                        device,
                        Optional.of(module),
                        observed,
                        List.of(given),
                        true,
                        seed,
                        rows,
                        depth,
                        exhaustive,
                        4,
                        level,
                        onDivergence,
                        memory,
                        SILENCE,
                        nanoTime,
                        wave,
                        "lif cosim …",
                        progress,
                        () -> false));
    }

    /// `step 3: spike is 0, the model says 1`.
    static String plain(Divergence divergence) {
        var text = new StringBuilder("step " + divergence.step() + ":");
        for (Divergence.Cell cell : divergence.cells()) {
            text.append(
                    " %s is %s, the model says %s;"
                            .formatted(cell.column(), cell.observed(), cell.expected()));
        }
        return text.substring(0, text.length() - 1);
    }

    static String about(Verdict verdict, String name) {
        return verdict.about().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
