package io.lockspike.solver;

import java.util.Optional;

/// What a theorem says of a spec, or which of its premises the spec does not meet.
public sealed interface Claim<T> {

    record Holds<T>(T what) implements Claim<T> {}

    record Open<T>(Unmet why) implements Claim<T> {}

    default Optional<T> value() {
        return this instanceof Holds<T>(T what) ? Optional.of(what) : Optional.empty();
    }

    default Optional<Unmet> unmet() {
        return this instanceof Open<T>(Unmet why) ? Optional.of(why) : Optional.empty();
    }
}
