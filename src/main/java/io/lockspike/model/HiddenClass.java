package io.lockspike.model;

import java.lang.classfile.ClassBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// A class that was written just now, of which there is one instance.
final class HiddenClass {
    private HiddenClass() {}

    /// Adds the constructor that [#instance] calls.
    static void constructor(ClassBuilder builder) {
        builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                ConstantDescs.MTD_void,
                0,
                code ->
                        code.aload(0)
                                .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                .return_());
    }

    static Object instance(byte[] bytes) {
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            var type = MethodType.methodType(void.class);
            return lookup.findConstructor(lookup.lookupClass(), type).invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("the code of a design does not load", e);
        }
    }
}
