package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import java.util.List;
import java.util.Optional;

/// The choices of a core: N neurons of one short form behind a schedule. `docs/language.md` says
/// what each means; [CoreLowering] turns them into equations.
///
/// @param clear it has an input that resets all of it at an edge
/// @param commit it shows each step of a neuron
record Core(
        int neurons,
        Schedule schedule,
        Collision collision,
        Source source,
        Sink sink,
        Optional<Peek> peek,
        boolean clear,
        boolean commit,
        Place at) {

    /// When which neuron steps.
    sealed interface Schedule {

        int latency();
    }

    /// One neuron after the other, its states in memories.
    ///
    /// @param clocks from the read of one neuron to the read of the next
    /// @param latency clocks from the read of a neuron to its step
    /// @param order the neurons in the order of their reads
    /// @param walks rst and clear write one neuron a clock; else all at once
    record TimeMultiplexed(int clocks, int latency, List<Integer> order, Again again, boolean walks)
            implements Schedule {}

    /// All neurons in one clock, their states in registers.
    ///
    /// @param latency clocks from the taking of an item to its step
    /// @param descending the spikes of a step are put out from the last neuron to the first
    record Parallel(int latency, boolean descending) implements Schedule {}

    /// What a read does where its neuron was read before and is not yet written.
    enum Again {
        STALL,
        FORWARD,
        STALE
    }

    /// What a read of a word gives in the clock in which the word is written.
    enum Collision {
        READ_FIRST,
        WRITE_FIRST,
        UNDEFINED
    }

    /// Where the currents come from.
    sealed interface Source {}

    /// From outside, with each step.
    record Currents() implements Source {}

    /// Summed from the weights of the events since the last step.
    ///
    /// @param current the input of the neuron that the sum is
    /// @param axon the type of an event's address
    /// @param write the weights have a write port
    /// @param wraps the sum wraps; else it clamps
    /// @param queue the words that the input queue holds; 0 where there is none
    /// @param popFirst a word that leaves makes room for one that comes in the same clock
    record Events(
            Declaration.Input current,
            Type axon,
            Declaration.Table weights,
            boolean write,
            boolean wraps,
            int queue,
            boolean popFirst,
            Tick tick)
            implements Source {}

    /// Where the step tick stands among the events: one of the items, or at a port of its own,
    /// before or behind the events that wait.
    enum Tick {
        IN_ORDER,
        FIRST,
        LAST
    }

    /// Where the spikes go.
    sealed interface Sink {}

    /// All spikes of a step in one word.
    record Vector() implements Sink {}

    /// One after the other, with valid and ready.
    ///
    /// @param queue the words that the output queue holds; 0 where there is none
    /// @param end the end of a step is put out, too
    record Addresses(int queue, Full full, boolean popFirst, boolean end) implements Sink {}

    /// What happens to a new word where the output queue is full.
    enum Full {
        STALL,
        DROP_NEW,
        DROP_OLDEST
    }

    /// Whether a peek comes before an item that waits, or behind.
    enum Peek {
        FIRST,
        LAST
    }

    /// The type of a neuron's number.
    Type index() {
        return index(neurons);
    }

    /// The narrowest type that holds the numbers below `count`.
    static Type index(int count) {
        return Type.unsigned(Math.max(1, 32 - Integer.numberOfLeadingZeros(count - 1)));
    }
}
