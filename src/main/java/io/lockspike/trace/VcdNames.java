package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds variables of a VCD file by their paths.
///
/// A name is a whole path, or the end of one: `dut.v` is `tb.dut.v`. Variables with the same
/// identifier code are one signal, whatever they are called. If a bare name (without a dot) belongs
/// to several signals, the one that stands highest is meant, if no other stands as high.
final class VcdNames {
    /// What clocks are called, the commonest names first.
    private static final List<String> CLOCKS =
            List.of("clk", "clock", "clk_i", "i_clk", "aclk", "clk_in", "sysclk", "sys_clk", "ck");

    private final Input input;
    private final List<VcdVariable> variables;

    VcdNames(Input input, List<VcdVariable> variables) {
        this.input = input;
        this.variables = variables;
    }

    /// The variable that `name` means.
    Optional<VcdVariable> find(String name) {
        var ends = new ArrayList<VcdVariable>();
        var whole = new ArrayList<VcdVariable>();
        for (VcdVariable variable : variables) {
            if (variable.endsWith(name)) {
                ends.add(variable);
                if (variable.path().equals(name)) {
                    whole.add(variable);
                }
            }
        }
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        List<VcdVariable> meant = whole.isEmpty() ? ends : whole;
        return Optional.of(only(name, name.indexOf('.') < 0 ? highest(meant) : meant));
    }

    /// Whether a path is `name` or ends with it.
    boolean has(String name) {
        return variables.stream().anyMatch(variable -> variable.endsWith(name));
    }

    /// As [#find], with a message if there is none.
    VcdVariable get(String name) {
        Optional<VcdVariable> found = find(name);
        if (found.isEmpty()) {
            throw input.bad("no signal " + Quote.of(name) + "; it has " + Quote.some(near(name)));
        }
        return found.get();
    }

    /// The clock that the caller means; the file's own one if the caller names none.
    VcdVariable clock(Clock clock) {
        VcdVariable found = clock.signal().isEmpty() ? ownClock() : get(clock.signal());
        if (found.bits() != 1) {
            throw input.bad(
                    "the clock "
                            + Quote.of(found.path())
                            + " has "
                            + found.bits()
                            + " bits; name a signal of 1 bit");
        }
        return found;
    }

    private VcdVariable ownClock() {
        var clocks = new ArrayList<VcdVariable>();
        for (VcdVariable variable : variables) {
            if (variable.bits() == 1 && rank(variable) >= 0) {
                clocks.add(variable);
            }
        }
        if (clocks.isEmpty()) {
            throw input.bad("no signal is called clk or clock; " + sayClock(singleBits()));
        }
        List<VcdVariable> highest = highest(clocks);
        VcdVariable best = highest.getFirst();
        for (VcdVariable variable : highest) {
            best = rank(variable) < rank(best) ? variable : best;
        }
        for (VcdVariable variable : highest) {
            if (rank(variable) == rank(best) && !variable.isSame(best)) {
                throw input.bad("several signals may be the clock; " + sayClock(highest));
            }
        }
        return best;
    }

    private static String sayClock(List<VcdVariable> candidates) {
        return "say which one is the clock: " + Quote.some(paths(candidates));
    }

    /// Whether a column is called like a clock.
    static boolean hasClock(TraceHead head) {
        for (Written column : head.columns()) {
            if (CLOCKS.contains(column.name().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static int rank(VcdVariable variable) {
        return CLOCKS.indexOf(variable.name().toLowerCase(Locale.ROOT));
    }

    private VcdVariable only(String name, List<VcdVariable> meant) {
        for (VcdVariable variable : meant) {
            if (!variable.isSame(meant.getFirst())) {
                throw ambiguous(name, meant);
            }
        }
        return meant.getFirst();
    }

    private BadInputException ambiguous(String name, List<VcdVariable> meant) {
        return input.bad(
                Quote.of(name)
                        + " is the end of several paths; write one of "
                        + Quote.some(paths(meant)));
    }

    private static List<VcdVariable> highest(List<VcdVariable> variables) {
        int depth = Integer.MAX_VALUE;
        for (VcdVariable variable : variables) {
            depth = Math.min(depth, variable.depth());
        }
        var highest = new ArrayList<VcdVariable>();
        for (VcdVariable variable : variables) {
            if (variable.depth() == depth) {
                highest.add(variable);
            }
        }
        return highest;
    }

    private List<VcdVariable> singleBits() {
        var single = new ArrayList<VcdVariable>();
        for (VcdVariable variable : variables) {
            if (variable.bits() == 1) {
                single.add(variable);
            }
        }
        return single;
    }

    /// Names that differ from `name` in case or scope only; else all.
    private List<String> near(String name) {
        String leaf = name.substring(name.lastIndexOf('.') + 1);
        var near = new ArrayList<VcdVariable>();
        for (VcdVariable variable : variables) {
            if (variable.name().equalsIgnoreCase(leaf)) {
                near.add(variable);
            }
        }
        return paths(near.isEmpty() ? variables : near);
    }

    /// The first of the paths, no more than a message shows.
    private static List<String> paths(List<VcdVariable> variables) {
        var paths = new ArrayList<String>();
        for (VcdVariable variable : variables) {
            if (paths.size() > Quote.MOST) {
                break;
            }
            if (!paths.contains(variable.path())) {
                paths.add(variable.path());
            }
        }
        return paths;
    }
}
