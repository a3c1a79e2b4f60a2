import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Links pattern switches at build time.
///
/// `javac` leaves it to each start of the program to find out which case a type belongs to, by an
/// instruction that makes a class when it is first run: some 7 ms a switch, which the AOT cache
/// does not keep. Here that instruction becomes a call of a method that asks `instanceof` for one
/// case after the other, which is what it means.
final class Switches {
    private static final String BOOTSTRAP = "Ljava/lang/runtime/SwitchBootstraps;";

    private final ClassDesc owner;
    private final boolean isInterface;
    private final List<InvokeDynamicInstruction> found = new ArrayList<>();

    private Switches(ClassModel type) {
        this.owner = type.thisClass().asSymbol();
        this.isInterface = type.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    }

    static byte[] link(ClassFile api, byte[] bytes) {
        ClassModel type = api.parse(bytes);
        var switches = new Switches(type);
        CodeTransform calls =
                (code, element) -> {
                    if (element instanceof InvokeDynamicInstruction dynamic
                            && isTypeSwitch(dynamic)) {
                        switches.call(code, dynamic);
                    } else {
                        code.with(element);
                    }
                };
        ClassTransform all =
                ClassTransform.transformingMethodBodies(calls)
                        .andThen(ClassTransform.endHandler(switches::addMethods));
        byte[] linked = api.transformClass(type, all);
        return switches.found.isEmpty() ? bytes : linked;
    }

    private static boolean isTypeSwitch(InvokeDynamicInstruction dynamic) {
        var bootstrap = dynamic.bootstrapMethod();
        return bootstrap.owner().descriptorString().equals(BOOTSTRAP)
                && bootstrap.methodName().equals("typeSwitch")
                && dynamic.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc);
    }

    private void call(CodeBuilder code, InvokeDynamicInstruction dynamic) {
        code.invokestatic(owner, name(found.size()), dynamic.typeSymbol(), isInterface);
        found.add(dynamic);
    }

    private static String name(int number) {
        return "typeSwitch$" + number;
    }

    private void addMethods(java.lang.classfile.ClassBuilder type) {
        for (int i = 0; i < found.size(); i++) {
            MethodTypeDesc descriptor = found.get(i).typeSymbol();
            List<ConstantDesc> labels = found.get(i).bootstrapArgs();
            type.withMethodBody(
                    name(i),
                    descriptor,
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                    code -> body(code, labels));
        }
    }

    /// `-1` for null, else the first label from `restart` on whose type the value has, else their
    /// number.
    private static void body(CodeBuilder code, List<ConstantDesc> labels) {
        Label notNull = code.newLabel();
        code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
