package io.lockspike.model;

import io.lockspike.equation.Expr;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Uses;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The methods of a class that is being written, each short enough for the JVM's compiler, which
/// leaves alone what has more than 8,000 bytes: what does not fit into a method any more goes into
/// one of its own.
final class Methods {

    /// Operations in a method; one takes 5 to 20 bytes.
    static final int MOST = 400;

    static final ClassDesc FRAME = ClassDesc.of(Frame.class.getName());
    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    private static final MethodTypeDesc ACTION = MethodTypeDesc.of(ConstantDescs.CD_void, FRAME);
    private static final MethodTypeDesc VALUE = MethodTypeDesc.of(ConstantDescs.CD_long, FRAME);

    private final ClassDesc self;

    /// What is emitted for an operator: itself. A test plants a fault here.
    private final UnaryOperator<Operator> emitted;

    private final Deque<Method> waiting = new ArrayDeque<>();
    private final IdentityHashMap<Expr, String> apart = new IdentityHashMap<>();
    private final IdentityHashMap<Expr, Integer> sizes = new IdentityHashMap<>();
    private final Numbered<Expr.Parameter> parameters = new Numbered<>();
    private final Numbered<Expr> exact = new Numbered<>();
    private final Numbered<KernelCode.Narrowed> narrowed = new Numbered<>();
    private int count;

    /// A piece of code, and how many operations it has.
    record Step(int size, Consumer<ExpressionCode> code) {}

    private record Method(String name, MethodTypeDesc type, Consumer<ExpressionCode> code) {}

    /// What the code refers to by a number.
    static final class Numbered<T> {
        private final IdentityHashMap<T, Integer> numbers = new IdentityHashMap<>();
        private final List<T> all = new ArrayList<>();

        int of(T item) {
            return numbers.computeIfAbsent(
                    item,
                    _ -> {
                        all.add(item);
                        return all.size() - 1;
                    });
        }

        List<T> all() {
            return List.copyOf(all);
        }
    }

    Methods(ClassDesc self, UnaryOperator<Operator> emitted) {
        this.self = self;
        this.emitted = emitted;
    }

    Numbered<Expr.Parameter> parameters() {
        return parameters;
    }

    Numbered<Expr> exact() {
        return exact;
    }

    Numbered<KernelCode.Narrowed> narrowed() {
        return narrowed;
    }

    Operator emitted(Operator operator) {
        return emitted.apply(operator);
    }

    /// How many operations an expression has.
    int size(Expr expression) {
        Integer known = sizes.get(expression);
        if (known == null) {
            known = 1;
            for (Expr part : Uses.parts(expression)) {
                known += size(part);
            }
            sizes.put(expression, known);
        }
        return known;
    }

    /// Steps one after the other, in as many methods as they need.
    void run(CodeBuilder code, List<Step> steps) {
        List<Step> together = new ArrayList<>();
        int size = 0;
        for (Step step : steps) {
            if (size + step.size() > MOST && !together.isEmpty()) {
                call(code, together);
                together = new ArrayList<>();
                size = 0;
            }
            together.add(step);
            size += step.size();
        }
        call(code, together);
    }

    private void call(CodeBuilder code, List<Step> steps) {
        String name = "steps" + count++;
        waiting.add(
                new Method(
                        name,
                        ACTION,
                        body -> {
                            steps.forEach(step -> step.code().accept(body));
                            body.code().return_();
                        }));
        code.aload(1).invokestatic(self, name, ACTION);
    }

    /// Calls a method that has nothing but this expression.
    void callApart(CodeBuilder code, Expr expression) {
        String name =
                apart.computeIfAbsent(
                        expression,
                        _ -> {
                            String fresh = "value" + count++;
                            waiting.add(
                                    new Method(
                                            fresh,
                                            VALUE,
                                            body -> {
                                                body.here(expression);
                                                body.code().lreturn();
                                            }));
                            return fresh;
                        });
        code.aload(0).invokestatic(self, name, VALUE);
    }

    /// Writes the methods that were called so far, and those that they call.
    void write(ClassBuilder builder) {
        while (!waiting.isEmpty()) {
            Method method = waiting.remove();
            builder.withMethodBody(
                    method.name(),
                    method.type(),
                    ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
                    code -> {
                        code.aload(0).getfield(FRAME, "raw", LONGS).astore(1);
                        code.aload(0).getfield(FRAME, "parameters", LONGS).astore(2);
                        method.code().accept(new ExpressionCode(code, this, MOST));
                    });
        }
    }
}
