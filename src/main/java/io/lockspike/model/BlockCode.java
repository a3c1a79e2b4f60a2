package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A row as code for one vector of lanes. Lists give the locals in which the arrays of the block
/// are.
final class BlockCode {
    private static final ClassDesc INT = ConstantDescs.CD_int;

    private final Equations equations;
    private final int number;
    private final LaneType lane;
    private final VectorCode vectors;
    private final CodeBuilder code;
    private final Map<Integer, State> states = new HashMap<>();

    /// The local with the mask of the lanes in which a check has failed.
    private final int faults;

    /// The local with the mask of the lanes in which rst is asserted.
    private final int acts;

    /// @param number how many other vectors come before it
    BlockCode(Equations equations, int number, LaneType lane, VectorCode vectors) {
        this.equations = equations;
        this.number = number;
        this.lane = lane;
        this.vectors = vectors;
        this.code = vectors.code();
        this.faults = vectors.local();
        this.acts = vectors.local();
        equations.states().forEach(state -> states.put(state.signal().slot(), state));
    }

    /// The place in an array: that of the first copy, and so many vectors on.
    private void place(int first) {
        code.iload(first);
        if (number > 0) {
            vectors.species();
            code.invokeinterface(VectorCode.SPECIES, "length", MethodTypeDesc.of(INT));
            code.loadConstant(number).imul().iadd();
        }
    }

    private void read(int array, int first) {
        vectors.species();
        code.aload(array);
        place(first);
        code.invokestatic(
                vectors.type(),
                "fromArray",
                MethodTypeDesc.of(
                        vectors.type(), VectorCode.SPECIES, lane.element().arrayType(), INT));
    }

    private void write(int array, int first) {
        code.aload(array);
        place(first);
        code.invokevirtual(
                vectors.type(),
                "intoArray",
                MethodTypeDesc.of(ConstantDescs.CD_void, lane.element().arrayType(), INT));
    }

    /// Loads the states and the parameters.
    void begin(List<Integer> stateArrays, List<Integer> parameterArrays, int base) {
        for (int i = 0; i < stateArrays.size(); i++) {
            read(stateArrays.get(i), base);
            vectors.keep(equations.states().get(i).signal().slot());
        }
        for (int i = 0; i < parameterArrays.size(); i++) {
            read(parameterArrays.get(i), base);
            vectors.keep(equations.parameters().get(i));
        }
        vectors.maskAll(false);
        code.astore(faults);
    }

    /// Stores the states, and where a check has failed.
    void end(List<Integer> stateArrays, int faultArray, int base) {
        for (int i = 0; i < stateArrays.size(); i++) {
            vectors.load(equations.states().get(i).signal().slot());
            write(stateArrays.get(i), base);
        }
        code.aload(faults).aload(faultArray);
        place(base);
        code.invokevirtual(
                VectorCode.MASK,
                "intoArray",
                MethodTypeDesc.of(
                        ConstantDescs.CD_void, ConstantDescs.CD_boolean.arrayType(), INT));
    }

    void row(List<Integer> inputArrays, List<Integer> outputArrays, int at) {
        for (int i = 0; i < inputArrays.size(); i++) {
            read(inputArrays.get(i), at);
            vectors.keep(i);
        }
        change();
        wires(List.of(Uses.wires(equations, Uses.statements(equations.statements(), true))));
        edge(true);
        wires(equations.wires());
        for (int i = 0; i < outputArrays.size(); i++) {
            output(equations.outputs().get(i), outputArrays.get(i), at);
        }
        edge(false);
    }

    /// R9.
    private void change() {
        if (equations.rst() == Rst.NONE) {
            return;
        }
        vectors.load(0);
        vectors.compareWith("NE", 0);
        code.astore(acts);
        if (equations.rst() == Rst.ASYNC) {
            for (State state : equations.states()) {
                if (state.rst().isPresent()) {
                    vectors.load(state.signal().slot());
                    orRst(state);
                    vectors.keep(state.signal().slot());
                }
            }
        }
    }

    /// The vector on the stack, or where rst is asserted what it loads.
    private void orRst(State state) {
        vectors.broadcast(state.rst().orElseThrow());
        code.aload(acts);
        vectors.blend();
    }

    private void wires(List<Wire> wires) {
        for (Wire wire : wires) {
            Signal signal = wire.signal();
            boolean fits = wire.value().range().within(signal.type().range());
            if (fits && vectors.isCondition(wire.value())) {
                vectors.mask(wire.value());
                vectors.keepMask(signal.slot());
            } else {
                narrowed(wire.value(), wire.narrowing(), signal.type(), () -> {});
                vectors.keep(signal.slot());
            }
        }
    }

    /// R2; where a check may fail, it counts in the lanes to which `only` narrows the mask on the
    /// stack.
    private void narrowed(Expr value, Narrowing narrowing, Type type, Runnable only) {
        vectors.vector(value);
        switch (narrowing) {
            case WRAP -> vectors.wrap(value, type);
            case SAT -> vectors.saturate(value, type);
            case CHECKED -> {
                if (!value.range().within(type.range())) {
                    check(type, only);
                }
            }
        }
    }

    private void check(Type type, Runnable only) {
        int value = vectors.local();
        code.astore(value).aload(value);
        if (lane.holds(type.range())) {
            vectors.compareWith("LT", type.min().longValue());
            code.aload(value);
            vectors.compareWith("GT", type.max().longValue());
            vectors.masked("or");
        } else {
            vectors.compareWith("LT", type.signed() ? Long.MIN_VALUE : 0);
        }
        only.run();
        code.aload(faults);
        vectors.masked("or");
        code.astore(faults).aload(value);
    }

    private void output(Signal signal, int array, int at) {
        if (!signal.type().equals(Type.BIT)) {
            vectors.load(signal.slot());
            write(array, at);
            return;
        }
        code.aload(array);
        place(at);
        if (vectors.isMask(signal.slot())) {
            vectors.loadMask(signal.slot());
        } else {
            vectors.load(signal.slot());
            vectors.compareWith("NE", 0);
        }
        code.invokevirtual(VectorCode.MASK, "toLong", MethodTypeDesc.of(ConstantDescs.CD_long));
        code.invokestatic(
                ClassDesc.of(LaneBlock.class.getName()),
                "mark",
                MethodTypeDesc.of(
                        ConstantDescs.CD_void,
                        ConstantDescs.CD_long.arrayType(),
                        INT,
                        ConstantDescs.CD_long));
    }

    /// R6, R10, R12: all values first, then all states.
    private void edge(boolean falling) {
        EdgePlan plan = EdgePlan.of(equations, falling);
        int[] guards = new int[plan.guards()];
        plan.forks().forEach(fork -> fork(fork, EdgePlan.ALWAYS, guards));
        Map<Integer, Integer> taken = new HashMap<>();
        for (EdgePlan.Next next : plan.all(equations, falling)) {
            next(next, guards);
            int local = vectors.local();
            code.astore(local);
            taken.put(next.slot(), local);
        }
        taken.forEach((slot, local) -> {
            code.aload(local);
            vectors.keep(slot);
        });
    }

    private void fork(EdgePlan.Fork fork, int around, int[] guards) {
        int rest = vectors.local();
        if (around == EdgePlan.ALWAYS) {
            vectors.maskAll(true);
        } else {
            code.aload(guards[around]);
        }
        code.astore(rest);
        for (EdgePlan.Arm arm : fork.arms()) {
            int condition = vectors.local();
            vectors.mask(arm.condition());
            code.astore(condition);
            guards[arm.guard()] = vectors.local();
            code.aload(rest).aload(condition);
            vectors.masked("and");
            code.astore(guards[arm.guard()]);
            code.aload(rest).aload(condition);
            vectors.masked("andNot");
            code.astore(rest);
            arm.inner().forEach(inner -> fork(inner, arm.guard(), guards));
        }
    }

    private void next(EdgePlan.Next next, int[] guards) {
        State state = states.get(next.slot());
        boolean resets = equations.rst() != Rst.NONE && state.rst().isPresent();
        vectors.load(next.slot());
        for (int i = 0; i < next.choices().size(); i++) {
            EdgePlan.Choice choice = next.choices().get(i);
            List<EdgePlan.Choice> later = next.choices().subList(i, next.choices().size());
            Statement.Assign assign = choice.assign();
            if (choice.guard() == EdgePlan.ALWAYS) {
                code.pop();
            }
            narrowed(
                    assign.value(),
                    assign.narrowing(),
                    state.signal().type(),
                    () -> only(later, guards, resets));
            if (choice.guard() != EdgePlan.ALWAYS) {
                code.aload(guards[choice.guard()]);
                vectors.blend();
            }
        }
        if (resets) {
            orRst(state);
        }
    }

    /// The lanes in which the first of these choices is the one that is evaluated.
    private void only(List<EdgePlan.Choice> choices, int[] guards, boolean resets) {
        if (choices.getFirst().guard() != EdgePlan.ALWAYS) {
            code.aload(guards[choices.getFirst().guard()]);
            vectors.masked("and");
        }
        for (EdgePlan.Choice later : choices.subList(1, choices.size())) {
            code.aload(guards[later.guard()]);
            vectors.masked("andNot");
        }
        if (resets) {
            code.aload(acts);
            vectors.masked("andNot");
        }
    }
}
