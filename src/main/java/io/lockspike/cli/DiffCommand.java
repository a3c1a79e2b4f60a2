package io.lockspike.cli;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.proof.Diff;
import io.lockspike.proof.Solver;
import io.lockspike.proof.SolverMissingException;
import io.lockspike.proof.Verdict;
import io.lockspike.proof.Witness;
import io.lockspike.report.Table;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceWriter;
import io.lockspike.trace.Written;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif diff SPEC SPEC`: are two designs the same for all inputs?
final class DiffCommand implements Command {
    private static final int SHOWN_ROWS = 40;

    @Override
    public CommandSpec options() {
        return Options.command(
                        "diff",
                        "Proves two specs equal for every stimulus, or shows the shortest one that tells them apart.",
                        "Exit code 0: proven equal. 1: different. 2: bad input, or not comparable. 3: no solver. 4: unknown.")
                .addPositional(Options.argument(0, "SPEC", "the first spec file, the left one"))
                .addPositional(Options.argument(1, "SPEC", "the second one, the right one"))
                .addOption(Options.value("--timeout", "SECONDS", "after which it is unknown (60)"))
                .addOption(
                        Options.value(
                                "--solver", "NAME", "bitwuzla (inside) or z3, a program of yours"))
                .addOption(
                        Options.value(
                                "-o|--output", "FILE", "write the stimulus found, for 'lif run'"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        Spec left = read(options, 0);
        Spec right = read(options, 1);
        long seconds = Options.number(options, "--timeout", 60, 1, 1_000_000);
        Solver.Choice choice =
                Optional.ofNullable(options.matchedOptionValue("--solver", (String) null))
                        .map(Solver.Choice::parse)
                        .orElse(Solver.Choice.ANY);
        try {
            Verdict verdict = Diff.of(left, right, choice, Duration.ofSeconds(seconds));
            return tell(verdict, left, right, options, console);
        } catch (SolverMissingException missing) {
            console.warn(missing.getMessage());
            return Main.MISSING;
        }
    }

    private static Spec read(ParseResult options, int place) {
        return SpecFile.read(Options.path(options.matchedPositionalValue(place, "")), Map.of());
    }

    private static int tell(
            Verdict verdict, Spec left, Spec right, ParseResult options, Console console) {
        String both =
                "%s [%s] and %s [%s]"
                        .formatted(left.name(), left.hash(), right.name(), right.hash());
        return switch (verdict) {
            case Verdict.Equal equal -> {
                boolean stops = !equal.mayStop().isEmpty();
                String start = stops ? "EQUAL UNTIL ONE STOPS: " : "EQUAL: ";
                console.print(start + both + ", in every row of every stimulus");
                console.print("  proven    by induction" + depth(equal.rows()) + held(equal));
                console.print(assumed(left.equations()));
                if (stops) {
                    console.print(
                            "  unknown   whether a check stops the %s one where the other goes on"
                                    .formatted(String.join(" or the ", equal.mayStop())));
                }
                yield stops ? Main.UNKNOWN : Main.AGREED;
            }
            case Verdict.Different(Witness witness) -> {
                int last = witness.rows().size() - 1;
                console.print("DIFFERENT: " + both);
                console.print("  row " + last + ": " + witness.difference());
                console.print(assumed(left.equations()));
                witness.held().forEach(held -> console.print("  where " + held));
                console.print(table(witness, console));
                write(witness, left, options, console);
                yield Main.DISAGREED;
            }
            case Verdict.Unknown unknown -> {
                console.print("UNKNOWN: " + both + ": " + unknown.reason());
                console.print("  no difference in " + rows(unknown.rows()) + " from power-up");
                console.print("  --timeout SECONDS gives it longer");
                yield Main.UNKNOWN;
            }
        };
    }

    private static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String depth(int rows) {
        return rows == 0 ? "" : " over " + rows(rows);
    }

    private static String held(Verdict.Equal equal) {
        return equal.invariant().isEmpty()
                ? ""
                : "; always " + String.join(", ", equal.invariant());
    }

    private static String assumed(Equations equations) {
        String start =
                equations.rst() == Rst.NONE
                        ? "both start at power-up"
                        : "rst is 1 in row 0, compared from row 1 on";
        return "  assumed   %s; what stays undefined is anything, the same under one name"
                .formatted(start);
    }

    private static List<String> table(Witness witness, Console console) {
        Witness.Row head = witness.rows().getFirst();
        List<String> names = new ArrayList<>(List.of("row"));
        names.addAll(head.inputs().keySet());
        head.left().keySet().forEach(name -> names.addAll(List.of(name, name + "'")));
        var table = new Table(names, SHOWN_ROWS, console.terminal());
        for (int row = 0; row < witness.rows().size(); row++) {
            Witness.Row one = witness.rows().get(row);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(row)));
            one.inputs().values().forEach(value -> cells.add(value.toString()));
            for (String name : head.left().keySet()) {
                cells.add(text(one.left().get(name)));
                cells.add(text(one.right().get(name)));
            }
            table.add(cells);
        }
        return table.lines();
    }

    private static String text(BigInteger value) {
        return value == null ? "x" : value.toString();
    }

    private static void write(Witness witness, Spec spec, ParseResult options, Console console) {
        String file = options.matchedOptionValue("-o", "");
        if (file.isEmpty()) {
            return;
        }
        Path path = Options.path(file);
        List<Signal> inputs = spec.equations().inputs();
        List<Written> columns =
                inputs.stream().map(in -> Written.decimal(in.name(), in.type())).toList();
        boolean[] defined = new boolean[columns.size()];
        Arrays.fill(defined, true);
        try (TraceWriter writer =
                TraceWriter.to(path, new TraceHead(spec.name(), spec.hash(), "", 1, columns))) {
            for (Witness.Row row : witness.rows()) {
                long[] raw = new long[defined.length];
                for (int i = 0; i < raw.length; i++) {
                    Signal input = inputs.get(i);
                    raw[i] = input.type().wrap(row.inputs().get(input.name()));
                }
                writer.row(raw, defined);
            }
        }
        console.print("wrote " + path);
    }
}
