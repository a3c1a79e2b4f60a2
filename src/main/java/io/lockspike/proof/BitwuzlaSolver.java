package io.lockspike.proof;

import java.math.BigInteger;
import java.util.List;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Bitwuzla;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Option;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Options;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Parser;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Result;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.TermManager;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Terminator;
import org.sosy_lab.java_smt.solvers.bitwuzla.api.Vector_Term;

/// Bitwuzla, inside this process.
final class BitwuzlaSolver implements Solver {
    private final TermManager terms;
    private final Parser parser;
    private final Bitwuzla solver;

    /// Held as long as the solver, which asks it again and again.
    private final Alarm alarm;

    private static final class Alarm extends Terminator {
        private volatile long deadline;

        @Override
        public boolean terminate() {
            return System.nanoTime() - deadline >= 0;
        }
    }

    BitwuzlaSolver() {
        NativeLibrary.load();
        alarm = new Alarm();
        terms = new TermManager();
        var options = new Options();
        options.set(Option.PRODUCE_MODELS, 1);
        parser = new Parser(terms, options);
        parser.parse("(set-logic QF_ABV)", true, false);
        solver = parser.bitwuzla();
        solver.configure_terminator(alarm);
    }

    @Override
    public void add(String text) {
        if (!text.isBlank()) {
            parser.parse(text, true, false);
        }
    }

    @Override
    public Answer check(List<String> some, long deadline) {
        alarm.deadline = deadline;
        if (alarm.terminate()) {
            return Answer.UNKNOWN;
        }
        var all = new Vector_Term();
        some.forEach(term -> all.add(parser.parse_term(term)));
        Result result = solver.check_sat(all);
        return result == Result.SAT
                ? Answer.SATISFIABLE
                : result == Result.UNSAT ? Answer.UNSATISFIABLE : Answer.UNKNOWN;
    }

    @Override
    public BigInteger value(String term) {
        return new BigInteger(solver.get_value(parser.parse_term(term)).to_bv(), 2);
    }

    @Override
    public boolean holds(String term) {
        return solver.get_value(parser.parse_term(term)).is_true();
    }

    @Override
    public String toString() {
        return "Bitwuzla";
    }

    @Override
    public void close() {
        parser.close();
        terms.close();
    }
}
