package io.lockspike.model;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Operator;
import io.lockspike.equation.Type;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Writes the equations of a design as a class for the JVM that calls the Vector API: a
/// [BlockKernel]. Several vectors of lanes go through a row side by side, so that the processor has
/// something to do while one waits for itself.
final class BlockCompiler {

    private static final ClassDesc SELF =
            ClassDesc.of(BlockCompiler.class.getPackageName() + ".CompiledBlock");
    private static final ClassDesc BLOCK = ClassDesc.of(LaneBlock.class.getName());
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    private static final ClassDesc FLAGS = ConstantDescs.CD_boolean.arrayType();
    private static final int BASE = 2;
    private static final int ROWS = 3;

    private final Equations equations;
    private final LaneType lane;
    private final int copies;
    private final UnaryOperator<Operator> emitted;
    private CodeBuilder code;

    private BlockCompiler(
            Equations equations, LaneType lane, int copies, UnaryOperator<Operator> emitted) {
        this.equations = equations;
        this.lane = lane;
        this.copies = copies;
        this.emitted = emitted;
    }

    /// @param emitted what to emit for an operator, for tests: they plant a fault by it
    static BlockKernel compile(
            Equations equations, LaneType lane, int copies, UnaryOperator<Operator> emitted) {
        var compiler = new BlockCompiler(equations, lane, copies, emitted);
        byte[] bytes =
                ClassFile.of()
                        .build(
                                SELF,
                                builder -> {
                                    builder.withFlags(ClassFile.ACC_FINAL)
                                            .withInterfaceSymbols(
                                                    ClassDesc.of(BlockKernel.class.getName()));
                                    HiddenClass.constructor(builder);
                                    builder.withMethodBody(
                                            "run",
                                            MethodTypeDesc.of(
                                                    ConstantDescs.CD_void, BLOCK, INT, INT),
                                            ClassFile.ACC_PUBLIC,
                                            compiler::run);
                                });
        return (BlockKernel) HiddenClass.instance(bytes);
    }

    private void run(CodeBuilder builder) {
        code = builder;
        List<Integer> states = arrays("states", equations.states().size());
        List<Integer> parameters = arrays("parameters", equations.parameters().size());
        List<Integer> inputs = arrays("inputs", equations.inputs().size());
        List<Integer> outputs = arrays("outputs", equations.outputs().size());
        int faults = builder.allocateLocal(TypeKind.REFERENCE);
        builder.aload(1).getfield(BLOCK, "faults", FLAGS).astore(faults);
        int row = builder.allocateLocal(TypeKind.INT);
        int at = builder.allocateLocal(TypeKind.INT);
        List<BlockCode> all = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            all.add(new BlockCode(equations, i, lane, new VectorCode(code, lane, emitted)));
            all.getLast().begin(states, parameters, BASE);
        }
        builder.loadConstant(0).istore(row).iload(BASE).istore(at);
        Label again = builder.newBoundLabel();
        Label end = builder.newLabel();
        builder.iload(row).iload(ROWS).if_icmpge(end);
        all.forEach(copy -> copy.row(inputs, outputs, at));
        builder.iinc(row, 1).iload(at).aload(1).getfield(BLOCK, "stride", INT).iadd().istore(at);
        builder.goto_(again).labelBinding(end);
        all.forEach(copy -> copy.end(states, faults, BASE));
        builder.return_();
    }

    /// Arrays of the block in locals.
    private List<Integer> arrays(String field, int count) {
        List<Integer> locals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean bits =
                    field.equals("outputs") && equations.outputs().get(i).type().equals(Type.BIT);
            ClassDesc element = bits ? ConstantDescs.CD_long : lane.element();
            locals.add(code.allocateLocal(TypeKind.REFERENCE));
            code.aload(1).getfield(BLOCK, field, OBJECTS).loadConstant(i).aaload();
            code.checkcast(element.arrayType()).astore(locals.getLast());
        }
        return locals;
    }
}
