package io.lockspike.solver;

/// A premise that a spec does not meet. `docs/numerics.md` has the theorems.
public enum Unmet {
    LONG_FORM("the equations are written out: the theorems speak of the short form"),
    NO_LEAK("there is no leak, so nothing forgets an error"),
    SUBTRACTED_LEAK("the leak takes a constant away: no u' = αu + I stands behind it"),
    GROWS("one step leaves nothing of the membrane, or more than all of it"),
    VARIES(
            "leak, rest, threshold or the value after a spike is no constant: a pin, a state, or one for each lane"),
    SEVERAL_SHIFTS("several rounded terms in one leak may fall where the membrane rises"),
    AT_LEAST_ONE("this rounding errs to both sides, so neither neuron is always first"),
    ADAPTIVE("the threshold moves with a state of its own"),
    LAYER("it is a layer, and the spikes of one neuron are followed: leave 'replicate' out"),
    NEGATIVE_THRESHOLD("there is a second, negative threshold"),
    FIRES_ON_A_BIT("it fires on a bit, not at a threshold"),
    FIRES_WHEN_EQUAL("it fires only where the membrane is just the threshold"),
    FIRES_ON_PREVIOUS("it fires on the potential of the step before"),
    FIRE_NOT_LAST("fire does not stand last in the order"),
    RESET_TO_INPUT("a spike sets the membrane to the input of that step"),
    RESET_NOT_TO_A_VALUE("a spike does not set the membrane to a constant"),
    RESET_TO_OR_ABOVE_THRESHOLD("the value after a spike reaches the threshold"),
    LEAK_IN_REFRACTORY("the membrane moves in the refractory time"),
    REFRACTORY_WITH_INHIBITION(
            "with a refractory time and an inhibiting input the order of spikes can turn round"),
    REFRACTORY_WITH_SUBTRACTION(
            "with a refractory time the later of two neurons can keep more after a subtraction"),
    SYNAPSE("the current is a state of its own"),
    NO_SYNAPSE("there is no synapse"),
    NEGATIVE_THRESHOLD_VALUE("the threshold is not above rest and the value after a spike"),
    INPUT_TWICE("one input has two roles, or is added twice"),
    NO_START("nothing says where the membrane starts, or two values do"),
    TOO_WIDE("values of more than 56 bits, or fractions of more than 20, are not followed"),
    TOO_LARGE("the states are too many pieces to follow"),
    OVERFLOWS("it can clamp, wrap or stop");

    private final String sentence;

    Unmet(String sentence) {
        this.sentence = sentence;
    }

    /// Why, in words.
    public String sentence() {
        return sentence;
    }
}
