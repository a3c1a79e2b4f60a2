package io.lockspike.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// How many lanes the vectors of this machine have. The module is looked up by its names: programs
/// that never need it are compiled and run without.
final class VectorLength {
    private VectorLength() {}

    static int of(LaneType type) {
        try {
            Class<?> species = Class.forName(VectorCode.PACKAGE + "VectorSpecies");
            Class<?> vector = Class.forName(type.vector());
            var lookup = MethodHandles.publicLookup();
            Object preferred =
                    lookup.findStaticGetter(vector, "SPECIES_PREFERRED", species).invoke();
            return (int)
                    lookup.findVirtual(species, "length", MethodType.methodType(int.class))
                            .invoke(preferred);
        } catch (Throwable e) {
            throw new IllegalStateException("no vectors", e);
        }
    }
}
