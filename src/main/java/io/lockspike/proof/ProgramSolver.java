package io.lockspike.proof;

import io.lockspike.tool.ToolMissingException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program `z3`, which reads the same text from its standard input.
final class ProgramSolver implements Solver {
    private static final Pattern VALUE =
            Pattern.compile("(?:#x([0-9a-fA-F]+)|#b([01]+)|\\(_ bv(\\d+) \\d+\\))$");

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private boolean pushed;
    private volatile boolean ended;

    ProgramSolver() {
        try {
            process = new ProcessBuilder("z3", "-in").redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new ToolMissingException(
                    "this needs the program z3; this installs it: sudo apt-get install -y z3");
        }
        in = process.outputWriter(StandardCharsets.US_ASCII);
        out = process.inputReader(StandardCharsets.US_ASCII);
        send("(set-option :produce-models true)");
    }

    @Override
    public void add(String text) {
        pop();
        send(text);
    }

    private void pop() {
        if (pushed) {
            send("(pop 1)");
            pushed = false;
        }
    }

    /// What a program that has been ended is sent is lost; it gives no answer, either.
    private void send(String text) {
        try {
            in.write(text);
            in.write('\n');
        } catch (IOException e) {
            if (!ended) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Answer check(List<String> terms, long deadline) {
        pop();
        send("(push 1)");
        pushed = true;
        terms.forEach(term -> send("(assert " + term + ")"));
        send("(check-sat)");
        Thread alarm = Thread.ofVirtual().start(() -> endAt(deadline));
        String answer = read();
        alarm.interrupt();
        return switch (answer) {
            case "sat" -> Answer.SATISFIABLE;
            case "unsat" -> Answer.UNSATISFIABLE;
            case "unknown", "" -> Answer.UNKNOWN;
            default -> throw new IllegalStateException("z3 says " + answer);
        };
    }

    private void endAt(long deadline) {
        try {
            TimeUnit.NANOSECONDS.sleep(deadline - System.nanoTime());
            ended = true;
            process.destroyForcibly();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        }
    }

    /// An answer: a word, or lines until its brackets are closed; empty where the program has
    /// ended.
    private String read() {
        var text = new StringBuilder();
        try {
            in.flush();
            int open;
            do {
                String line = out.readLine();
                if (line == null) {
                    return "";
                }
                text.append(line).append(' ');
                open = text.chars().map(c -> c == '(' ? 1 : c == ')' ? -1 : 0).sum();
            } while (open > 0);
        } catch (IOException e) {
            return "";
        }
        return text.toString().strip();
    }

    /// `((TERM VALUE))`: the value.
    private String answered(String term) {
        send("(get-value (" + term + "))");
        String answer = read();
        int end = answer.lastIndexOf("))");
        if (end < 0 || !answer.startsWith("((")) {
            throw new IllegalStateException("z3 gives no value of " + term + ": " + answer);
        }
        return answer.substring(2, end).strip();
    }

    @Override
    public BigInteger value(String term) {
        String answer = answered(term);
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) {
            throw new IllegalStateException("z3 gives no value of " + term + ": " + answer);
        }
        return value.group(1) != null
                ? new BigInteger(value.group(1), 16)
                : value.group(2) != null
                        ? new BigInteger(value.group(2), 2)
                        : new BigInteger(value.group(3));
    }

    @Override
    public boolean holds(String term) {
        return answered(term).endsWith("true");
    }

    @Override
    public String toString() {
        return "z3";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
