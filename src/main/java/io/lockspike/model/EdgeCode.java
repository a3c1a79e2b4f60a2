package io.lockspike.model;

import io.lockspike.equation.Statement;
import io.lockspike.equation.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// An edge as code: guards, then next values, then writes; the frame carries them until all are
/// known.
final class EdgeCode {
    private static final ClassDesc FLAGS = ConstantDescs.CD_boolean.arrayType();
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final MethodTypeDesc ACTION = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc WINS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final EdgePlan plan;
    private final Methods methods;

    EdgeCode(EdgePlan plan, Methods methods) {
        this.plan = plan;
        this.methods = methods;
    }

    /// @param commit the method of [Frame] that makes the next values those that are held
    void write(CodeBuilder code, String commit) {
        call(code, "lowerGuards");
        methods.run(code, plan.forks().stream().map(this::step).toList());
        methods.run(code, plan.nexts().stream().map(this::next).toList());
        methods.run(code, plan.writes().stream().map(this::address).toList());
        methods.run(code, plan.writes().stream().map(this::written).toList());
        call(code, commit);
    }

    private static void call(CodeBuilder code, String action) {
        code.aload(1).invokevirtual(Methods.FRAME, action, ACTION);
    }

    private Methods.Step step(EdgePlan.Fork fork) {
        return new Methods.Step(size(fork), body -> fork(body, fork));
    }

    private int size(EdgePlan.Fork fork) {
        int size = 0;
        for (EdgePlan.Arm arm : fork.arms()) {
            size += methods.size(arm.condition()) + 2;
            for (EdgePlan.Fork inner : arm.inner()) {
                size += size(inner);
            }
        }
        return size;
    }

    private static void fork(ExpressionCode body, EdgePlan.Fork fork) {
        CodeBuilder code = body.code();
        Label end = code.newLabel();
        for (EdgePlan.Arm arm : fork.arms()) {
            Label other = code.newLabel();
            body.jump(arm.condition(), false, other);
            code.aload(0).getfield(Methods.FRAME, "guards", FLAGS);
            code.loadConstant(arm.guard()).loadConstant(1).bastore();
            arm.inner().forEach(inner -> fork(body, inner));
            code.goto_(end).labelBinding(other);
        }
        code.labelBinding(end);
    }

    /// Goes to `down` where a guard is down.
    private static void unless(CodeBuilder code, int guard, Label down) {
        if (guard != EdgePlan.ALWAYS) {
            code.aload(0).getfield(Methods.FRAME, "guards", FLAGS);
            code.loadConstant(guard).baload().ifeq(down);
        }
    }

    private Methods.Step next(EdgePlan.Next next) {
        int size = 4;
        for (EdgePlan.Choice choice : next.choices()) {
            size += methods.size(choice.assign().value()) + 2;
        }
        return new Methods.Step(size, body -> next(body, next));
    }

    /// R6: from the last choice to the first; where none applies the state holds.
    private static void next(ExpressionCode body, EdgePlan.Next next) {
        CodeBuilder code = body.code();
        Label end = code.newLabel();
        code.aload(0).getfield(Methods.FRAME, "next", Methods.LONGS).loadConstant(next.place());
        boolean open = true;
        for (EdgePlan.Choice choice : next.choices().reversed()) {
            Label down = code.newLabel();
            Statement.Assign assign = choice.assign();
            unless(code, choice.guard(), down);
            Type type = assign.target().signal().type();
            body.narrowed(assign.value(), assign.narrowing(), type);
            open = choice.guard() != EdgePlan.ALWAYS;
            if (open) {
                code.goto_(end).labelBinding(down);
            }
        }
        if (open) {
            code.aload(1).loadConstant(next.slot()).laload();
        }
        code.labelBinding(end).lastore();
    }

    private Methods.Step address(EdgePlan.Write write) {
        return new Methods.Step(
                methods.size(write.write().address()) + 4, body -> address(body, write));
    }

    private static void address(ExpressionCode body, EdgePlan.Write write) {
        CodeBuilder code = body.code();
        Label down = code.newLabel();
        Label end = code.newLabel();
        code.aload(0).getfield(Methods.FRAME, "addresses", INTS).loadConstant(write.place());
        unless(code, write.guard(), down);
        body.index(write.write().address(), write.write().memory().depth());
        code.goto_(end).labelBinding(down).loadConstant(-1);
        code.labelBinding(end).iastore();
    }

    private Methods.Step written(EdgePlan.Write write) {
        return new Methods.Step(
                methods.size(write.write().value()) + 4, body -> written(body, write));
    }

    /// R7: of the writes to one cell only the last one's value is evaluated.
    private static void written(ExpressionCode body, EdgePlan.Write write) {
        CodeBuilder code = body.code();
        Label lost = code.newLabel();
        code.aload(0).loadConstant(write.place()).loadConstant(write.last());
        code.invokevirtual(Methods.FRAME, "wins", WINS).ifeq(lost);
        code.aload(0).getfield(Methods.FRAME, "written", Methods.LONGS).loadConstant(write.place());
        Statement.Write wanted = write.write();
        body.narrowed(wanted.value(), wanted.narrowing(), wanted.memory().type());
        code.lastore().labelBinding(lost);
    }
}
