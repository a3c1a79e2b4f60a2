package io.lockspike.solver;

import io.lockspike.equation.Type;
import io.lockspike.spec.Family;
import java.math.BigInteger;

/// The neuron of a short form in exact real numbers: the same steps, and nothing rounded. All
/// numbers are `mantissa / 2^exponent`, so no decision is ever in doubt. Written from the manual,
/// apart from the code that it judges.
final class IdealNeuron {
    private final Family family;
    private final boolean clamps;
    private final long theta;
    private final boolean strict;
    private Real u;
    private Real current = Real.of(0);
    private int waiting;

    /// A dyadic number.
    record Real(BigInteger mantissa, int exponent) {
        static Real of(long value) {
            return new Real(BigInteger.valueOf(value), 0);
        }

        Real plus(Real other) {
            int e = Math.max(exponent, other.exponent);
            return new Real(at(e).add(other.at(e)), e);
        }

        Real minus(Real other) {
            return plus(new Real(other.mantissa.negate(), other.exponent));
        }

        Real times(long factor, int fraction) {
            return new Real(mantissa.multiply(BigInteger.valueOf(factor)), exponent + fraction);
        }

        int compareTo(long value) {
            return mantissa.compareTo(BigInteger.valueOf(value).shiftLeft(exponent));
        }

        private BigInteger at(int e) {
            return mantissa.shiftLeft(e - exponent);
        }

        double value() {
            return new java.math.BigDecimal(mantissa)
                    .divide(new java.math.BigDecimal(BigInteger.ONE.shiftLeft(exponent)))
                    .doubleValue();
        }
    }

    /// @param clamps where the membrane of the spec would
    IdealNeuron(Family family, boolean clamps) {
        this.family = family;
        this.clamps = clamps;
        this.theta = Long.parseLong(family.fire().threshold());
        this.strict = family.fire().when().equals(">");
        this.u = Real.of(family.membrane().rst().orElseThrow().getFirst().longValueExact());
    }

    Real membrane() {
        return u;
    }

    /// Whether it fires by itself.
    boolean step(long[] inputs) {
        return step(inputs, null);
    }

    /// @param inputs what `add` names, in this order
    /// @param forced whether it fires, if that is decided elsewhere
    boolean step(long[] inputs, Boolean forced) {
        boolean waits = waiting > 0;
        Real used = synapse(inputs);
        Real x = u;
        Real before = u;
        boolean fires = false;
        for (Family.Stage stage : family.order()) {
            switch (stage) {
                case LEAK ->
                        x =
                                waits && !family.refractory().leakOn()
                                        ? x
                                        : leak(family.leak(), x, family.rest());
                case INTEGRATE ->
                        x = waits && family.refractory().inputIgnored() ? x : sum(x, inputs, used);
                case FIRE -> {
                    Real y = family.fire().onPrevious() ? before : x;
                    fires = !waits && (forced == null ? decides(y) : forced);
                    x = fires ? reset(x) : x;
                }
            }
        }
        u =
                family.integrate().atWriteBack()
                        ? clamped(x, family.membrane().type(), family.integrate().overflow())
                        : x;
        int loaded =
                family.refractory().countedWith()
                        ? Math.max(0, family.refractory().steps() - 1)
                        : family.refractory().steps();
        waiting = fires ? loaded : Math.max(waiting - 1, 0);
        return fires;
    }

    private boolean decides(Real y) {
        return strict ? y.compareTo(theta) > 0 : y.compareTo(theta) >= 0;
    }

    private Real reset(Real x) {
        return switch (family.reset()) {
            case Family.Reset.None() -> x;
            case Family.Reset.To(String value) -> Real.of(Long.parseLong(value));
            case Family.Reset.Subtract() -> each(x.minus(Real.of(theta)));
            case Family.Reset.ToInput() -> throw new IllegalStateException();
        };
    }

    private Real synapse(long[] inputs) {
        if (family.synapse().isEmpty()) {
            return null;
        }
        Family.Synapse synapse = family.synapse().get();
        Real old = current;
        current = leak(synapse.leak(), current, "0");
        for (int i = 0; i < inputs.length; i++) {
            current =
                    clamped(
                            current.plus(term(inputs, i)),
                            synapse.state().type(),
                            synapse.overflow());
        }
        return synapse.usePrevious() ? old : current;
    }

    private Real sum(Real x, long[] inputs, Real used) {
        if (used != null) {
            return each(x.plus(used));
        }
        Real sum = x;
        for (int i = 0; i < inputs.length; i++) {
            sum = each(sum.plus(term(inputs, i)));
        }
        return sum;
    }

    private Real term(long[] inputs, int i) {
        return Real.of(family.integrate().add().get(i).startsWith("-") ? -inputs[i] : inputs[i]);
    }

    private Real each(Real x) {
        return family.integrate().atWriteBack()
                ? x
                : clamped(x, family.membrane().type(), family.integrate().overflow());
    }

    private Real clamped(Real x, Type type, Family.Overflow overflow) {
        long low = overflow == Family.Overflow.CLAMP_AT_ZERO ? 0 : type.min().longValueExact();
        if (!clamps) {
            return x;
        }
        if (x.compareTo(low) < 0) {
            return Real.of(low);
        }
        long high = type.max().longValueExact();
        return x.compareTo(high) > 0 ? Real.of(high) : x;
    }

    private static Real leak(Family.Leak leak, Real x, String rest) {
        Real d = x.minus(Real.of(Long.parseLong(rest)));
        return switch (leak) {
            case Family.Leak.None() -> x;
            case Family.Leak.Shift(String bits, Family.Rounded _) ->
                    x.minus(d.times(1, Integer.parseInt(bits)));
            case Family.Leak.Shifts(java.util.List<Integer> shifts, Family.Rounded _) -> {
                Real left = x;
                for (int k : shifts) {
                    left = left.minus(d.times(k >= 0 ? 1 : -1, Math.abs(k)));
                }
                yield left;
            }
            case Family.Leak.Decayed(String factor, int fraction, Family.Rounded _) ->
                    Real.of(Long.parseLong(rest)).plus(d.times(Long.parseLong(factor), fraction));
            case Family.Leak.Subtract _ -> throw new IllegalStateException();
        };
    }
}
