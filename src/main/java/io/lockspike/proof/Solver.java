package io.lockspike.proof;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.ToolMissingException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What decides formulas of SMT-LIB 2 about bit vectors and arrays.
public sealed interface Solver extends AutoCloseable permits BitwuzlaSolver, ProgramSolver {

    enum Answer {
        SATISFIABLE,
        UNSATISFIABLE,
        /// Not within its time.
        UNKNOWN
    }

    /// Which one to use: the one inside, a `z3` on the path, or the one of them that is there.
    enum Choice {
        ANY,
        BITWUZLA,
        Z3;

        public static Choice parse(String text) {
            return switch (text) {
                case "bitwuzla" -> BITWUZLA;
                case "z3" -> Z3;
                default ->
                        throw new BadInputException(
                                "a solver is bitwuzla or z3, not '%s'".formatted(text));
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A new solver, without any assertion.
    ///
    /// @throws ToolMissingException where it is not here
    static Solver open(Choice choice) {
        boolean inside = NativeLibrary.isForThisMachine();
        if (choice == Choice.BITWUZLA && !inside) {
            throw new ToolMissingException(
                    "Bitwuzla comes for Linux on x86-64 only, this is %s on %s; use --solver z3"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return choice != Choice.Z3 && inside ? new BitwuzlaSolver() : new ProgramSolver();
    }

    /// Why the solver inside does not work here; empty where it does.
    static Optional<String> whyNotInside() {
        if (!NativeLibrary.isForThisMachine()) {
            return Optional.of(
                    "comes for Linux on x86-64 only, this is %s on %s"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        try (var solver = new BitwuzlaSolver()) {
            Answer answer =
                    solver.check(List.of("true", "false"), System.nanoTime() + 1_000_000_000);
            return answer == Answer.UNSATISFIABLE
                    ? Optional.empty()
                    : Optional.of("says that false is true");
        } catch (LinkageError | RuntimeException e) {
            return Optional.of("cannot be loaded: " + e.getMessage());
        }
    }

    /// What is used by that choice, for people.
    static String name(Choice choice) {
        return choice != Choice.Z3 && NativeLibrary.isForThisMachine() ? "Bitwuzla" : "z3";
    }

    /// Takes declarations, definitions and assertions, which stay.
    void add(String text);

    /// Whether all assertions and these terms can hold at the same time.
    ///
    /// @param deadline when to give up, as [System#nanoTime]
    Answer check(List<String> terms, long deadline);

    /// The value of a bit vector in the last answer, which was SATISFIABLE; unsigned.
    BigInteger value(String term);

    /// Whether a `Bool` holds in the last answer, which was SATISFIABLE.
    boolean holds(String term);

    @Override
    void close();
}
