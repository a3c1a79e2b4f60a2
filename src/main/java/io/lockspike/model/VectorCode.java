package io.lockspike.model;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Expressions as calls of the Vector API, for as many lanes as a vector has: each leaves a vector
/// on the stack, or, where it is a condition, a mask. All of it is computed, selected or not; see
/// [BlockPlan].
final class VectorCode {
    static final String PACKAGE = "jdk.incubator.vector.";
    static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc UNARY = OPERATORS.nested("Unary");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
    private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");

    private final CodeBuilder code;
    private final LaneType lane;
    private final ClassDesc self;
    private final UnaryOperator<Operator> emitted;

    /// Where a signal's vector is, or its mask.
    private final Map<Integer, Integer> vectors = new HashMap<>();

    private final Map<Integer, Integer> masks = new HashMap<>();
    private final IdentityHashMap<Expr.Parameter, Integer> parameters = new IdentityHashMap<>();

    VectorCode(CodeBuilder code, LaneType lane, UnaryOperator<Operator> emitted) {
        this.code = code;
        this.lane = lane;
        this.self = ClassDesc.of(lane.vector());
        this.emitted = emitted;
    }

    CodeBuilder code() {
        return code;
    }

    /// The class of the vectors.
    ClassDesc type() {
        return self;
    }

    /// Stores the vector on the stack as a signal's.
    void keep(int slot) {
        code.astore(vectors.computeIfAbsent(slot, _ -> local()));
    }

    void keepMask(int slot) {
        code.astore(masks.computeIfAbsent(slot, _ -> local()));
    }

    void keep(Expr.Parameter parameter) {
        code.astore(parameters.computeIfAbsent(parameter, _ -> local()));
    }

    void load(int slot) {
        Integer mask = masks.get(slot);
        if (mask == null) {
            code.aload(vectors.get(slot));
        } else {
            code.aload(mask);
            asVector();
        }
    }

    boolean isMask(int slot) {
        return masks.containsKey(slot);
    }

    void loadMask(int slot) {
        code.aload(masks.get(slot));
    }

    /// A local of this method for a vector or a mask.
    int local() {
        return code.allocateLocal(TypeKind.REFERENCE);
    }

    void species() {
        code.getstatic(self, "SPECIES_PREFERRED", SPECIES);
    }

    /// A number in all lanes.
    void broadcast(long value) {
        species();
        if (lane == LaneType.LONG) {
            code.loadConstant(value);
        } else {
            code.loadConstant((int) value);
        }
        code.invokestatic(self, "broadcast", MethodTypeDesc.of(self, SPECIES, lane.element()));
    }

    void maskAll(boolean value) {
        species();
        code.loadConstant(value ? 1 : 0);
        code.invokeinterface(SPECIES, "maskAll", MethodTypeDesc.of(MASK, ConstantDescs.CD_boolean));
    }

    /// `and`, `or`, `andNot` of the two masks on the stack.
    void masked(String name) {
        code.invokevirtual(MASK, name, MethodTypeDesc.of(MASK, MASK));
    }

    void notMask() {
        code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
    }

    void blend() {
        code.invokevirtual(self, "blend", MethodTypeDesc.of(self, VECTOR, MASK));
    }

    private void asVector() {
        int mask = local();
        code.astore(mask);
        broadcast(0);
        broadcast(1);
        code.aload(mask);
        blend();
    }

    /// Whether an expression is computed as a mask.
    boolean isCondition(Expr expression) {
        return switch (expression) {
            case Expr.And _, Expr.Or _ -> true;
            case Expr.Unary unary -> unary.operator() == Operator.NOT;
            case Expr.Binary binary -> comparison(emitted.apply(binary.operator())) != null;
            case Expr.Value value -> masks.containsKey(value.signal().slot());
            default -> false;
        };
    }

    void mask(Expr expression) {
        switch (expression) {
            case Expr.And and -> {
                mask(and.left());
                mask(and.right());
                masked("and");
            }
            case Expr.Or or -> {
                mask(or.left());
                mask(or.right());
                masked("or");
            }
            case Expr.Unary unary when isCondition(unary) -> {
                mask(unary.operand());
                notMask();
            }
            case Expr.Binary binary when isCondition(binary) -> {
                vector(binary.left());
                vector(binary.right());
                compare(comparison(emitted.apply(binary.operator())));
            }
            case Expr.Value value when isCondition(value) -> loadMask(value.signal().slot());
            default -> {
                vector(expression);
                compareWith("NE", 0);
            }
        }
    }

    private static String comparison(Operator operator) {
        return switch (operator) {
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
            case LESS -> "LT";
            case LESS_OR_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_OR_EQUAL -> "GE";
            default -> null;
        };
    }

    /// Compares the two vectors on the stack.
    private void compare(String how) {
        int right = local();
        code.astore(right).getstatic(OPERATORS, how, COMPARISON).aload(right);
        code.invokevirtual(self, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
    }

    void compareWith(String how, long value) {
        broadcast(value);
        compare(how);
    }

    void vector(Expr expression) {
        if (isCondition(expression)) {
            mask(expression);
            asVector();
            return;
        }
        switch (expression) {
            case Expr.Constant constant -> broadcast(constant.small());
            case Expr.Parameter parameter -> code.aload(parameters.get(parameter));
            case Expr.Value value -> load(value.signal().slot());
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Round round -> round(round);
            case Expr.Choose choose -> {
                vector(choose.otherwise());
                vector(choose.then());
                mask(choose.condition());
                blend();
            }
            case Expr.Pick pick -> pick(pick);
            case Expr.Bit bit -> {
                vector(bit.operand());
                vector(bit.index());
                shiftRight();
                with("and", 1);
            }
            case Expr.Bits bits -> {
                vector(bits.operand());
                shift("ASHR", bits.low());
                low(bits.high() - bits.low() + 1);
            }
            case Expr.Cat cat -> cat(cat);
            case Expr.Popcount count -> {
                vector(count.operand());
                low(count.size());
                unary("BIT_COUNT");
            }
            case Expr.Cast cast -> {
                vector(cast.operand());
                switch (cast.narrowing()) {
                    case WRAP, CHECKED -> wrap(cast.operand(), cast.type());
                    case SAT -> saturate(cast.operand(), cast.type());
                }
            }
            case Expr.And _, Expr.Or _, Expr.Read _ ->
                    throw new IllegalStateException("no vector: " + expression);
        }
    }

    /// The divisor on the stack is not 0 in any lane that counts, nor then in any other.
    private void notZero() {
        int divisor = local();
        code.astore(divisor).aload(divisor);
        broadcast(1);
        compared(divisor, "EQ", 0);
        blend();
    }

    private void arithmetic(String name) {
        code.invokevirtual(self, name, MethodTypeDesc.of(self, VECTOR));
    }

    private void with(String name, long value) {
        broadcast(value);
        arithmetic(name);
    }

    private void simple(String name) {
        code.invokevirtual(self, name, MethodTypeDesc.of(self));
    }

    private void unary(String operator) {
        code.getstatic(OPERATORS, operator, UNARY);
        code.invokevirtual(self, "lanewise", MethodTypeDesc.of(self, UNARY));
    }

    private void lanewise(ClassDesc kind, String operator) {
        int right = local();
        code.astore(right).getstatic(OPERATORS, operator, kind).aload(right);
        code.invokevirtual(self, "lanewise", MethodTypeDesc.of(self, BINARY, VECTOR));
    }

    /// By a number that is the same in all lanes.
    private void shift(String operator, int amount) {
        if (amount > 0) {
            code.getstatic(OPERATORS, operator, BINARY);
            int bounded = Math.min(amount, lane.bits() - 1);
            if (lane == LaneType.LONG) {
                code.loadConstant((long) bounded);
            } else {
                code.loadConstant(bounded);
            }
            code.invokevirtual(self, "lanewise", MethodTypeDesc.of(self, BINARY, lane.element()));
        }
    }

    /// By what is on the stack; more than the lane has bits is as good as all but one.
    private void shiftRight() {
        with("min", lane.bits() - 1);
        lanewise(BINARY, "ASHR");
    }

    private void unary(Expr.Unary unary) {
        vector(unary.operand());
        switch (emitted.apply(unary.operator())) {
            case NEGATE -> simple("neg");
            case COMPLEMENT -> simple("not");
            case ABS -> simple("abs");
            case SIGN -> {
                with("min", 1);
                with("max", -1);
            }
            default -> throw new IllegalStateException("no such operator: " + unary);
        }
    }

    private void binary(Expr.Binary binary) {
        Operator operator = emitted.apply(binary.operator());
        boolean fixed = binary.right().range().isSingle();
        vector(binary.left());
        if (fixed && (operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT)) {
            BigInteger amount = binary.right().range().low().min(BigInteger.valueOf(64));
            shift(operator == Operator.SHIFT_LEFT ? "LSHL" : "ASHR", amount.intValue());
            return;
        }
        vector(binary.right());
        switch (operator) {
            case ADD -> arithmetic("add");
            case SUBTRACT -> arithmetic("sub");
            case MULTIPLY -> arithmetic("mul");
            case BIT_AND -> arithmetic("and");
            case BIT_OR -> arithmetic("or");
            case BIT_XOR -> lanewise(ASSOCIATIVE, "XOR");
            case MIN -> arithmetic("min");
            case MAX -> arithmetic("max");
            case SHIFT_LEFT -> lanewise(BINARY, "LSHL");
            case SHIFT_RIGHT -> shiftRight();
            case DIVIDE -> {
                notZero();
                arithmetic("div");
            }
            default -> throw new IllegalStateException("no such operator: " + binary);
        }
    }

    /// The floor, and one more where the rule says so; the words are those of [Rounding].
    private void round(Expr.Round round) {
        int x = local();
        int floor = local();
        int rest = local();
        int unit = local();
        vector(round.operand());
        code.astore(x);
        broadcast(1);
        vector(round.amount());
        lanewise(BINARY, "LSHL");
        code.astore(unit).aload(x);
        vector(round.amount());
        shiftRight();
        code.astore(floor).aload(x);
        belowUnit(unit);
        code.astore(rest).aload(floor).aload(floor);
        with("add", 1);
        up(round, x, floor, rest, unit);
        blend();
    }

    /// What the vector on the stack is modulo a power of 2.
    private void belowUnit(int unit) {
        code.aload(unit);
        with("sub", 1);
        arithmetic("and");
    }

    private void up(Expr.Round round, int x, int floor, int rest, int unit) {
        switch (round.rounding()) {
            case FLOOR -> maskAll(false);
            case CEIL -> compared(rest, "NE", 0);
            case TOWARD_ZERO -> both(x, "LT", 0, rest, "NE", 0);
            case AWAY -> both(x, "GT", 0, rest, "NE", 0);
            case HALF_UP -> half(rest, "GE", unit);
            case HALF_EVEN -> {
                code.aload(floor);
                with("and", 1);
                compareWith("EQ", 1);
                half(rest, "EQ", unit);
                masked("and");
                half(rest, "GT", unit);
                masked("or");
            }
            case AT_LEAST_ONE -> both(floor, "EQ", 0, x, "NE", 0);
            case STOCHASTIC -> {
                vector(round.random());
                belowUnit(unit);
                code.aload(rest);
                arithmetic("add");
                code.aload(unit);
                compare("GE");
            }
        }
    }

    /// The rest against the other part of the unit.
    private void half(int rest, String how, int unit) {
        code.aload(rest).aload(unit).aload(rest);
        arithmetic("sub");
        compare(how);
    }

    private void compared(int local, String how, long value) {
        code.aload(local);
        compareWith(how, value);
    }

    private void both(int a, String how, long value, int b, String other, long otherValue) {
        compared(a, how, value);
        compared(b, other, otherValue);
        masked("and");
    }

    private void pick(Expr.Pick pick) {
        int index = local();
        vector(pick.index());
        code.astore(index);
        List<Expr> options = pick.options();
        boolean open = pick.otherwise().isEmpty();
        vector(open ? options.getLast() : pick.otherwise().getFirst());
        for (int i = 0; i < options.size() - (open ? 1 : 0); i++) {
            vector(options.get(i));
            compared(index, "EQ", i);
            blend();
        }
    }

    private void cat(Expr.Cat cat) {
        broadcast(0);
        for (int i = 0; i < cat.parts().size(); i++) {
            shift("LSHL", cat.widths().get(i));
            vector(cat.parts().get(i));
            low(cat.widths().get(i));
            arithmetic("or");
        }
    }

    /// The lowest bits of the vector on the stack, unsigned.
    private void low(int bits) {
        if (bits < lane.bits()) {
            with("and", (1L << bits) - 1);
        }
    }

    void wrap(Expr value, Type type) {
        int unused = lane.bits() - type.bits();
        if (value.range().within(type.range()) || unused <= 0) {
            return;
        }
        if (type.signed()) {
            shift("LSHL", unused);
            shift("ASHR", unused);
        } else {
            low(type.bits());
        }
    }

    void saturate(Expr value, Type type) {
        if (value.range().high().compareTo(type.max()) > 0) {
            with("min", type.max().longValue());
        }
        if (value.range().low().compareTo(type.min()) < 0) {
            with("max", type.min().longValue());
        }
    }
}
