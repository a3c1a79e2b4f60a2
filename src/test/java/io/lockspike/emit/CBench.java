package io.lockspike.emit;

import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Compiles many cases into one program, runs it, and compares all that it holds.
///
/// Each row is run twice from the same state: by its halves, which show everything, and by
/// `NAME_row`, whose outputs must be the same and whose state goes on.
final class CBench {
    private final List<Case> cases;
    private final Path folder;
    private final UnaryOperator<String> fault;

    /// @param fault what to do to the C before it is compiled
    CBench(List<Case> cases, Path folder, UnaryOperator<String> fault) {
        this.cases = cases;
        this.folder = folder;
        this.fault = fault;
    }

    void run(Tally tally) {
        List<String> files = new ArrayList<>();
        var main = new StringBuilder("#include <stdio.h>\n");
        var calls = new StringBuilder("int main(void) {\n");
        var input = new StringBuilder();
        for (int i = 0; i < cases.size(); i++) {
            C99 c = C99.of(cases.get(i).spec(), cases.get(i).lane());
            files.add("case" + i + ".c");
            String name = Verilog.moduleName(cases.get(i).spec().name());
            String header = "case" + i + ".h";
            file(header, lanes(c.headerText(), name, i));
            file(files.getLast(), fault.apply(lanes(c.sourceText(), name, i)));
            main.append("#include \"" + header + "\"\n");
            runner(c, i, main);
            calls.append("    run" + i + "();\n");
            stimulus(cases.get(i), input);
        }
        file("main.c", main.append(calls).append("    return 0;\n}\n").toString());
        compile(files);
        String printed = call(Run.of(folder.resolve("cases")).reading(input.toString()));
        compare(printed, tally);
    }

    /// Several lanes of one spec stand in one program.
    private static String lanes(String text, String name, int number) {
        return text.replace("\"" + name + ".h\"", "\"case" + number + ".h\"")
                .replaceAll("(?i)\\b" + name + "_", "case" + number + "_");
    }

    private void compile(List<String> files) {
        List<Object> strict = new ArrayList<>();
        strict.addAll(List.of(Needs.tool("gcc"), "-std=c99", "-Wall", "-Wextra", "-Wconversion"));
        strict.addAll(List.of("-Werror", "-fsanitize=undefined", "-fno-sanitize-recover=all"));
        // Random specs compare things with themselves.
        strict.addAll(List.of("-Wno-tautological-compare", "-c"));
        strict.addAll(files);
        call(Run.of(strict.toArray()));
        List<Object> link = new ArrayList<>();
        link.addAll(List.of(Needs.tool("gcc"), "-std=c99", "-fsanitize=undefined", "-o", "cases"));
        link.add("main.c");
        files.forEach(file -> link.add(file.replace(".c", ".o")));
        call(Run.of(link.toArray()));
    }

    private void runner(C99 c, int number, StringBuilder main) {
        Case tried = cases.get(number);
        String p = "case" + number;
        main.append(
                """
                static void run%d(void) {
                    P_state s, t; P_inputs in; P_wires w; P_outputs out; unsigned long long x;
                    P_start(&s);
                    for (int row = 0; row < %d; row++) {
                """
                        .formatted(number, tried.rows().size())
                        .replace("P_", p + "_"));
        if (!tried.held().isEmpty()) {
            main.append("if (scanf(\"%llx\", &x) != 1) return;\nif (x) {\n");
            for (State state : tried.spec().equations().states()) {
                String field = "s." + c.name(state.signal());
                main.append("if (scanf(\"%llx\", &x) != 1) return;\n");
                main.append(field + " = (__typeof__(" + field + "))x;\n");
            }
            main.append("}\n");
        }
        for (Signal signal : tried.spec().equations().inputs()) {
            main.append("if (scanf(\"%llx\", &x) != 1) return;\n");
            String field = "in." + c.name(signal);
            main.append(field + " = (__typeof__(" + field + "))x;\n");
        }
        main.append("t = s; P_settle(&t, &in, &w); P_row(&s, &in, &out);\n".replace("P_", p + "_"));
        for (Case.Column column : tried.columns()) {
            main.append(
                    "printf(\"%%llx \", (unsigned long long)%s);\n".formatted(place(c, column)));
        }
        for (Signal signal : tried.spec().equations().outputs()) {
            String shown = place(c, new Case.Column(signal, null, 0));
            main.append(
                    "if (out.%s != %s) printf(\"row differs \");\n"
                            .formatted(c.name(signal), shown));
        }
        main.append("printf(\"\\n\");\n}\n}\n");
    }

    /// Tables are not in the state; nothing can change them.
    private static String place(C99 c, Case.Column column) {
        if (column.signal() == null) {
            return column.memory().constant()
                    ? column.memory()
                                    .rst()
                                    .or(column.memory()::init)
                                    .orElseThrow()
                                    .get(column.cell())
                            + "ll"
                    : "t." + c.name(column.memory()) + "[" + column.cell() + "]";
        }
        return switch (column.signal().kind()) {
                    case INPUT -> "in.";
                    case STATE -> "t.";
                    case WIRE -> "w.";
                }
                + c.name(column.signal());
    }

    private static void stimulus(Case tried, StringBuilder input) {
        for (int row = 0; row < tried.rows().size(); row++) {
            if (!tried.held().isEmpty()) {
                long[] held = tried.heldBefore(row);
                input.append(held == null ? "0 " : "1 ");
                words(held == null ? new long[0] : held, input);
            }
            words(tried.rows().get(row), input);
            input.append('\n');
        }
    }

    private static void words(long[] raws, StringBuilder input) {
        for (long raw : raws) {
            input.append(Long.toHexString(raw)).append(' ');
        }
    }

    private void compare(String printed, Tally tally) {
        String[] lines = printed.split("\n", -1);
        int at = 0;
        for (Case tried : cases) {
            for (int row = 0; row < tried.rows().size(); row++) {
                compare(tried, row, lines[at++].split(" "), tally);
            }
            tally.design();
        }
    }

    private static void compare(Case tried, int row, String[] words, Tally tally) {
        tally.row();
        if (words.length != tried.columns().size()) {
            throw new AssertionError(tried.title() + ", row " + row + ": " + List.of(words));
        }
        for (int i = 0; i < words.length; i++) {
            Case.Column column = tried.columns().get(i);
            long raw = Long.parseUnsignedLong(words[i], 16);
            // The whole value must be right, not only its lowest bits.
            String shown = column.type().wrap(raw) == raw ? "" : "wider than its type: ";
            tally.value(
                    tried,
                    row,
                    column,
                    tried.expected().get(row)[i],
                    shown + Tally.bits(raw, column.type().bits()));
        }
    }

    private String call(Run run) {
        Run.Result result = run.in(folder).within(Duration.ofMinutes(9)).result();
        if (result.code() != 0 || !result.err().isEmpty()) {
            String all = result.out() + result.err();
            throw new AssertionError(
                    run.command().getFirst()
                            + ":\n"
                            + all.substring(Math.max(0, all.length() - 4000)));
        }
        return result.out();
    }

    private void file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
