package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Statement;
import io.lockspike.equation.Uses;
import io.lockspike.equation.Wire;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Writes the equations of a design as a class for the JVM: a [Kernel].
final class KernelCompiler {
    private static final ClassDesc SELF =
            ClassDesc.of(KernelCompiler.class.getPackageName() + ".CompiledKernel");
    private static final MethodTypeDesc PART =
            MethodTypeDesc.of(ConstantDescs.CD_void, Methods.FRAME);

    private final Equations equations;
    private final Methods methods;
    private final EdgePlan falling;
    private final EdgePlan rising;

    private KernelCompiler(Equations equations, UnaryOperator<Operator> emitted) {
        this.equations = equations;
        this.methods = new Methods(SELF, emitted);
        this.falling = EdgePlan.of(equations, true);
        this.rising = EdgePlan.of(equations, false);
    }

    /// @throws IllegalArgumentException if the design is too large for one class
    static KernelCode compile(Equations equations) {
        return compile(equations, UnaryOperator.identity());
    }

    /// @param emitted what to emit for an operator, for tests: they plant a fault by it
    static KernelCode compile(Equations equations, UnaryOperator<Operator> emitted) {
        return new KernelCompiler(equations, emitted).compile();
    }

    private KernelCode compile() {
        byte[] bytes = ClassFile.of().build(SELF, this::write);
        return new KernelCode(
                (Kernel) HiddenClass.instance(bytes),
                falling,
                rising,
                methods.parameters().all(),
                methods.exact().all(),
                methods.narrowed().all());
    }

    private void write(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_FINAL)
                .withInterfaceSymbols(ClassDesc.of(Kernel.class.getName()));
        HiddenClass.constructor(builder);
        List<Statement> clockedByFalling = Uses.statements(equations.statements(), true);
        Wire[] needed = Uses.wires(equations, clockedByFalling);
        part(
                builder,
                "fall",
                code -> {
                    methods.run(code, wires(List.of(needed)));
                    new EdgeCode(falling, methods).write(code, "commitFalling");
                });
        part(builder, "sample", code -> methods.run(code, wires(equations.wires())));
        part(builder, "edge", code -> new EdgeCode(rising, methods).write(code, "commitRising"));
        methods.write(builder);
    }

    private static void part(ClassBuilder builder, String name, Consumer<CodeBuilder> body) {
        builder.withMethodBody(
                name,
                PART,
                ClassFile.ACC_PUBLIC,
                code -> {
                    body.accept(code);
                    code.return_();
                });
    }

    /// R5, R11.
    private List<Methods.Step> wires(List<Wire> wires) {
        return wires.stream().map(this::wire).toList();
    }

    private Methods.Step wire(Wire wire) {
        return new Methods.Step(
                methods.size(wire.value()) + 1,
                body -> {
                    body.code().aload(1).loadConstant(wire.signal().slot());
                    body.narrowed(wire.value(), wire.narrowing(), wire.signal().type());
                    body.code().lastore();
                });
    }
}
