package io.lockspike.proof;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interpreter;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.spec.Spec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Every pair of states that two designs can come to, under every input: the interpreter's word on
/// whether they are equal. For designs without memories. One that a check stops shows no further
/// row.
final class BruteForce {
    private final Equations left;
    private final Equations right;
    private final List<long[]> inputs = new ArrayList<>();
    private final boolean[] defined;
    private final Set<List<Long>> seen = new HashSet<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private record Node(Interpreter left, Interpreter right, int row) {}

    private BruteForce(Spec left, Spec right) {
        this.left = left.equations();
        this.right = right.equations();
        defined = new boolean[this.left.inputs().size()];
        Arrays.fill(defined, true);
        all(new long[defined.length], 0);
    }

    private void all(long[] some, int from) {
        if (from == some.length) {
            inputs.add(some.clone());
            return;
        }
        var type = left.inputs().get(from).type();
        for (long value = type.min().longValue(); value <= type.max().longValue(); value++) {
            some[from] = value;
            all(some, from + 1);
        }
    }

    /// The first row in which the outputs can differ; none if they never do.
    static OptionalInt firstDifference(Spec left, Spec right) {
        return new BruteForce(left, right).search();
    }

    private OptionalInt search() {
        var start = new Node(new Interpreter(left, 0), new Interpreter(right, 0), 0);
        open.add(start);
        var a = new Interpreter(left, 0);
        var b = new Interpreter(right, 0);
        boolean hasRst = left.rst() != Rst.NONE;
        int ended = Integer.MAX_VALUE;
        while (!open.isEmpty() && open.peek().row() < ended) {
            Node node = open.poll();
            for (long[] input : inputs) {
                if (hasRst && node.row() == 0 && input[0] == 0) {
                    continue;
                }
                a.copyFrom(node.left());
                b.copyFrom(node.right());
                boolean shows = goesOn(() -> a.row(input, defined));
                if (shows != goesOn(() -> b.row(input, defined)) || (shows && differ(a, b))) {
                    return OptionalInt.of(node.row());
                }
                if (!shows) {
                    continue;
                }
                boolean goesOn = goesOn(a::edge);
                if (goesOn != goesOn(b::edge)) {
                    ended = node.row() + 1;
                } else if (goesOn && seen.add(key(a, b, hasRst ? input[0] : 0))) {
                    var nextLeft = new Interpreter(left, 0);
                    var nextRight = new Interpreter(right, 0);
                    nextLeft.copyFrom(a);
                    nextRight.copyFrom(b);
                    open.add(new Node(nextLeft, nextRight, node.row() + 1));
                }
            }
        }
        return ended < Integer.MAX_VALUE ? OptionalInt.of(ended) : OptionalInt.empty();
    }

    private static boolean goesOn(Runnable part) {
        try {
            part.run();
            return true;
        } catch (CheckException stopped) {
            return false;
        }
    }

    private boolean differ(Interpreter a, Interpreter b) {
        for (Signal output : left.outputs()) {
            Signal other = right.find(output.name()).orElseThrow();
            boolean both = a.defined(output.slot()) && b.defined(other.slot());
            if (both && a.raw(output.slot()) != b.raw(other.slot())) {
                return true;
            }
        }
        return false;
    }

    private List<Long> key(Interpreter a, Interpreter b, long rst) {
        List<Long> key = new ArrayList<>(List.of(rst));
        for (State state : left.states()) {
            key.add(a.raw(state.signal().slot()));
        }
        for (State state : right.states()) {
            key.add(b.raw(state.signal().slot()));
        }
        return key;
    }
}
