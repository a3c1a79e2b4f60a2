package io.lockspike.solver;

import java.util.Optional;
import java.util.function.Function;

/// What a theorem says of a spec, or which of its premises the spec does not meet.
public sealed interface Claim<T> {

    record Holds<T>(T what) implements Claim<T> {}

    record Open<T>(Unmet why) implements Claim<T> {}

    default <U> Claim<U> map(Function<T, U> function) {
        return switch (this) {
            case Holds<T>(T what) -> new Holds<>(function.apply(what));
            case Open<T>(Unmet why) -> new Open<>(why);
        };
    }

    default Optional<T> value() {
        return this instanceof Holds<T>(T what) ? Optional.of(what) : Optional.empty();
    }

    default Optional<Unmet> unmet() {
        return this instanceof Open<T>(Unmet why) ? Optional.of(why) : Optional.empty();
    }
}
