package io.lockspike.model;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Narrowing;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Expressions as code in a method: each leaves the lowest 64 bits of its value on the stack, which
/// are the value itself where a `long` holds it. The meaning is the interpreter's, R1 to R4.
///
/// The method has the frame in local 0, its values in local 1, its parameters in local 2.
final class ExpressionCode {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc CHECKS = ClassDesc.of(Checks.class.getName());
    private static final ClassDesc ROUNDING = ClassDesc.of(Rounding.class.getName());
    private static final ClassDesc BITS = ConstantDescs.CD_boolean.arrayType();
    private static final Type WIDEST = Type.signed(Type.MAX_BITS);
    private static final MethodTypeDesc EXACT = MethodTypeDesc.of(LONG, INT);

    private final CodeBuilder code;
    private final Methods methods;

    /// Operations that this method has room for.
    private int room;

    ExpressionCode(CodeBuilder code, Methods methods, int room) {
        this.code = code;
        this.methods = methods;
        this.room = room;
    }

    CodeBuilder code() {
        return code;
    }

    void value(Expr expression) {
        int size = methods.size(expression);
        if (size > room && size > 1) {
            room--;
            methods.callApart(code, expression);
        } else {
            here(expression);
        }
    }

    /// The value, in this method; its parts may be elsewhere.
    void here(Expr expression) {
        room--;
        switch (expression) {
            case Expr.Constant constant -> code.loadConstant(constant.value().longValue());
            case Expr.Parameter parameter -> element(2, methods.parameters().of(parameter));
            case Expr.Value value -> element(1, value.signal().slot());
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Round round -> round(round);
            case Expr.And _, Expr.Or _ -> condition(expression);
            case Expr.Choose choose -> choose(choose);
            case Expr.Pick pick -> pick(pick);
            case Expr.Bit bit -> bit(bit);
            case Expr.Bits bits -> bits(bits);
            case Expr.Cat cat -> cat(cat);
            case Expr.Popcount count -> popcount(count);
            case Expr.Cast cast -> narrowed(cast.operand(), cast.narrowing(), cast.type());
            case Expr.Read read -> read(read);
        }
    }

    private void element(int local, int index) {
        code.aload(local).loadConstant(index).laload();
    }

    /// R2: the value in a type, raw.
    void narrowed(Expr value, Narrowing narrowing, Type type) {
        boolean fits = value.range().within(type.range());
        if (!fits && value.wide() && narrowing != Narrowing.WRAP) {
            int number = methods.narrowed().of(new KernelCode.Narrowed(value, narrowing, type));
            code.aload(0).loadConstant(number).invokevirtual(Methods.FRAME, "narrowed", EXACT);
            return;
        }
        value(value);
        if (!fits) {
            switch (narrowing) {
                case WRAP -> wrap(type);
                case SAT -> saturate(value, type);
                case CHECKED -> fit(type);
            }
        }
    }

    private void wrap(Type type) {
        int unused = 64 - type.bits();
        if (!type.signed()) {
            mask(type.bits());
        } else if (unused > 0) {
            code.loadConstant(unused).lshl().loadConstant(unused).lshr();
        }
    }

    private void mask(int bits) {
        if (bits < 64) {
            code.loadConstant((1L << bits) - 1).land();
        }
    }

    private void saturate(Expr value, Type type) {
        if (value.range().high().compareTo(type.max()) > 0) {
            code.loadConstant(type.max().longValue());
            math("min");
        }
        if (value.range().low().compareTo(type.min()) < 0) {
            code.loadConstant(type.min().longValue());
            math("max");
        }
    }

    private void fit(Type type) {
        code.loadConstant(type.min().longValue());
        code.loadConstant(type.max().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
        check("fit", LONG, LONG, LONG, LONG);
    }

    /// R3: the index of a cell, an `int`.
    void index(Expr index, int size) {
        if (index.wide()) {
            int number =
                    methods.narrowed().of(new KernelCode.Narrowed(index, Narrowing.SAT, WIDEST));
            code.aload(0).loadConstant(number).invokevirtual(Methods.FRAME, "narrowed", EXACT);
        } else {
            value(index);
        }
        code.loadConstant(size);
        check("index", INT, LONG, INT);
    }

    private void math(String name) {
        code.invokestatic(
                ClassDesc.of("java.lang.Math"), name, MethodTypeDesc.of(LONG, LONG, LONG));
    }

    private void check(String name, ClassDesc result, ClassDesc... parameters) {
        code.invokestatic(CHECKS, name, MethodTypeDesc.of(result, parameters));
    }

    /// The interpreter's, where a `long` is not enough on the way.
    private void exact(Expr expression) {
        code.aload(0).loadConstant(methods.exact().of(expression));
        code.invokevirtual(Methods.FRAME, "exact", EXACT);
    }

    private void unary(Expr.Unary unary) {
        Operator operator = methods.emitted(unary.operator());
        boolean ring = operator == Operator.NEGATE || operator == Operator.COMPLEMENT;
        if (unary.operand().wide() && !ring) {
            exact(unary);
            return;
        }
        value(unary.operand());
        switch (operator) {
            case NEGATE -> code.lneg();
            case COMPLEMENT -> code.loadConstant(-1L).lxor();
            case NOT -> code.loadConstant(1L).lxor();
            case ABS ->
                    code.invokestatic(
                            ClassDesc.of("java.lang.Math"), "abs", MethodTypeDesc.of(LONG, LONG));
            case SIGN ->
                    code.invokestatic(
                                    ClassDesc.of("java.lang.Long"),
                                    "signum",
                                    MethodTypeDesc.of(INT, LONG))
                            .i2l();
            default -> throw new IllegalStateException(operator + " has two operands");
        }
    }

    private void binary(Expr.Binary binary) {
        Operator operator = methods.emitted(binary.operator());
        boolean leftWide = binary.left().wide();
        boolean rightWide = binary.right().wide();
        boolean held =
                switch (operator) {
                    case ADD, SUBTRACT, MULTIPLY, BIT_AND, BIT_OR, BIT_XOR -> true;
                    case SHIFT_LEFT -> !rightWide;
                    default -> !leftWide && !rightWide;
                };
        if (!held) {
            exact(binary);
        } else if (isComparison(operator)) {
            condition(binary);
        } else {
            value(binary.left());
            value(binary.right());
            operate(operator, binary);
        }
    }

    private void operate(Operator operator, Expr.Binary binary) {
        switch (operator) {
            case ADD -> code.ladd();
            case SUBTRACT -> code.lsub();
            case MULTIPLY -> code.lmul();
            case BIT_AND -> code.land();
            case BIT_OR -> code.lor();
            case BIT_XOR -> code.lxor();
            case MIN -> math("min");
            case MAX -> math("max");
            case DIVIDE -> check("divide", LONG, LONG, LONG);
            case SHIFT_LEFT -> {
                notNegative(binary.right());
                check("shiftLeft", LONG, LONG, LONG);
            }
            case SHIFT_RIGHT -> {
                notNegative(binary.right());
                if (binary.right().range().high().compareTo(BigInteger.valueOf(63)) > 0) {
                    code.loadConstant(63L);
                    math("min");
                }
                code.l2i().lshr();
            }
            default -> throw new IllegalStateException(operator + " is no such operator");
        }
    }

    private void notNegative(Expr amount) {
        if (amount.range().low().signum() < 0) {
            check("notNegative", LONG, LONG);
        }
    }

    private static boolean isComparison(Operator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            default -> false;
        };
    }

    private void round(Expr.Round round) {
        if (round.operand().wide() || round.amount().wide() || round.random().wide()) {
            exact(round);
            return;
        }
        code.getstatic(ROUNDING, round.rounding().name(), ROUNDING);
        value(round.operand());
        value(round.amount());
        check("amount", INT, LONG);
        value(round.random());
        code.invokevirtual(ROUNDING, "shiftRight", MethodTypeDesc.of(LONG, LONG, INT, LONG));
    }

    /// 1 or 0.
    private void condition(Expr expression) {
        Label zero = code.newLabel();
        Label end = code.newLabel();
        jumpHere(expression, false, zero);
        code.loadConstant(1L).goto_(end);
        code.labelBinding(zero).loadConstant(0L);
        code.labelBinding(end);
    }

    /// Goes to `target` where a condition is what is wanted.
    void jump(Expr condition, boolean wanted, Label target) {
        if (methods.size(condition) <= room) {
            jumpHere(condition, wanted, target);
        } else {
            jumpOnValue(condition, wanted, target);
        }
    }

    private void jumpHere(Expr condition, boolean wanted, Label target) {
        switch (condition) {
            case Expr.And and -> both(and.left(), and.right(), false, wanted, target);
            case Expr.Or or -> both(or.left(), or.right(), true, wanted, target);
            case Expr.Binary binary when compares(binary) -> {
                value(binary.left());
                value(binary.right());
                code.lcmp();
                compare(methods.emitted(binary.operator()), wanted, target);
            }
            default -> jumpOnValue(condition, wanted, target);
        }
    }

    private void jumpOnValue(Expr condition, boolean wanted, Label target) {
        value(condition);
        code.l2i();
        if (wanted) {
            code.ifne(target);
        } else {
            code.ifeq(target);
        }
    }

    private boolean compares(Expr.Binary binary) {
        return isComparison(methods.emitted(binary.operator()))
                && !binary.left().wide()
                && !binary.right().wide();
    }

    /// R4: the right one counts only where the left one has not decided.
    private void both(Expr left, Expr right, boolean decides, boolean wanted, Label target) {
        if (wanted == decides) {
            jump(left, decides, target);
            jump(right, wanted, target);
        } else {
            Label decided = code.newLabel();
            jump(left, decides, decided);
            jump(right, wanted, target);
            code.labelBinding(decided);
        }
    }

    private void compare(Operator operator, boolean wanted, Label target) {
        switch (operator) {
            case EQUAL -> jumpIf(wanted, code::ifeq, code::ifne, target);
            case NOT_EQUAL -> jumpIf(wanted, code::ifne, code::ifeq, target);
            case LESS -> jumpIf(wanted, code::iflt, code::ifge, target);
            case LESS_OR_EQUAL -> jumpIf(wanted, code::ifle, code::ifgt, target);
            case GREATER -> jumpIf(wanted, code::ifgt, code::ifle, target);
            case GREATER_OR_EQUAL -> jumpIf(wanted, code::ifge, code::iflt, target);
            default -> throw new IllegalStateException(operator + " is no comparison");
        }
    }

    private interface Jump {
        CodeBuilder to(Label target);
    }

    private static void jumpIf(boolean wanted, Jump yes, Jump no, Label target) {
        (wanted ? yes : no).to(target);
    }

    private void choose(Expr.Choose choose) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        jump(choose.condition(), false, otherwise);
        value(choose.then());
        code.goto_(end).labelBinding(otherwise);
        value(choose.otherwise());
        code.labelBinding(end);
    }

    private void pick(Expr.Pick pick) {
        if (pick.index().wide()) {
            exact(pick);
            return;
        }
        boolean open = pick.otherwise().isEmpty();
        value(pick.index());
        code.loadConstant(pick.options().size());
        check(open ? "index" : "option", INT, LONG, INT);
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < pick.options().size(); i++) {
            cases.add(SwitchCase.of(i, code.newLabel()));
        }
        Label last = code.newLabel();
        Label end = code.newLabel();
        code.tableswitch(0, cases.size() - 1, open ? cases.getLast().target() : last, cases);
        for (SwitchCase one : cases) {
            code.labelBinding(one.target());
            value(pick.options().get(one.caseValue()));
            code.goto_(end);
        }
        if (!open) {
            code.labelBinding(last);
            value(pick.otherwise().getFirst());
        }
        code.labelBinding(end);
    }

    private void bit(Expr.Bit bit) {
        boolean wide = bit.operand().wide() && bit.size() > 64;
        if (wide || bit.index().wide()) {
            exact(bit);
            return;
        }
        value(bit.operand());
        value(bit.index());
        code.loadConstant(bit.size());
        check("index", INT, LONG, INT);
        code.lshr();
        mask(1);
    }

    private void bits(Expr.Bits bits) {
        if (bits.operand().wide() && bits.high() > 63) {
            exact(bits);
            return;
        }
        value(bits.operand());
        code.loadConstant(bits.low()).lshr();
        mask(bits.high() - bits.low() + 1);
    }

    private void cat(Expr.Cat cat) {
        code.loadConstant(0L);
        for (int i = 0; i < cat.parts().size(); i++) {
            int width = cat.widths().get(i);
            code.loadConstant((long) width);
            check("shiftLeft", LONG, LONG, LONG);
            value(cat.parts().get(i));
            mask(width);
            code.lor();
        }
    }

    private void popcount(Expr.Popcount count) {
        if (count.size() > 64) {
            exact(count);
            return;
        }
        value(count.operand());
        mask(count.size());
        code.invokestatic(ClassDesc.of("java.lang.Long"), "bitCount", MethodTypeDesc.of(INT, LONG))
                .i2l();
    }

    private void read(Expr.Read read) {
        if (read.address().wide()) {
            exact(read);
            return;
        }
        boolean constant = read.memory().constant();
        int number = read.memory().index();
        code.aload(0)
                .getfield(Methods.FRAME, "cells", LONGS_OF_LONGS)
                .loadConstant(number)
                .aaload();
        if (constant) {
            value(read.address());
            check("constantCell", LONG, Methods.LONGS, LONG);
        } else {
            code.aload(0).getfield(Methods.FRAME, "known", BITS.arrayType());
            code.loadConstant(number).aaload();
            value(read.address());
            check("cell", LONG, Methods.LONGS, BITS, LONG);
        }
    }

    private static final ClassDesc LONGS_OF_LONGS = Methods.LONGS.arrayType();
}
