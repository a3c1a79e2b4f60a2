package io.lockspike.slow;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The meaning of a spec, row by row (R8 to R16), for the price of any speed. An undefined value is
/// an empty `Optional`.
///
/// A run is `start`, then `row` and `edge` in turn.
public abstract class SlowModel {

    private final Declarations declared;
    private final Map<String, Optional<BigInteger>> states = new LinkedHashMap<>();
    private final Map<String, List<Optional<BigInteger>>> memories = new LinkedHashMap<>();
    private Map<String, Optional<BigInteger>> inputs = Map.of();
    private Optional<BigInteger> rst = Optional.of(BigInteger.ZERO);
    private Map<String, Type> allTypes = Map.of();
    private boolean assertedBefore;
    private boolean hasRst;

    SlowModel(Declarations declared) {
        this.declared = declared;
    }

    /// Reads a spec of either form.
    ///
    /// @param folder where its memory files lie
    /// @param set values for parameters: one, or one for each lane
    /// @param lane the number of the lane, from 0
    public static SlowModel read(
            String yaml, Path folder, Map<String, List<BigInteger>> set, int lane) {
        Map<String, Object> neuron = Yaml.map(Yaml.read(yaml).get("neuron"));
        Parameters parameters = new Parameters(Yaml.map(neuron.get("parameters")), set, lane);
        Declarations declared = Declarations.of(neuron, parameters, new MemoryFile.Folder(folder));
        return neuron.containsKey("membrane")
                ? FamilyModel.of(neuron, declared)
                : LongModel.of(neuron, declared);
    }

    /// The wires that the next values of the given falling states use are computed, then the next
    /// values themselves.
    ///
    /// @param all every state of that edge; the conditions of its equations are evaluated
    /// @param free those that rst does not take in this row
    abstract Map<String, Optional<BigInteger>> falling(List<String> all, List<String> free);

    /// The wires of this row (R11).
    abstract Map<String, Optional<BigInteger>> wires();

    /// The next values of the given rising states; a state that is left out holds. Memories that
    /// are given change by themselves, after every next value is computed.
    ///
    /// @param all every state of that edge and every memory
    /// @param free those that rst does not take in this row
    abstract Map<String, Optional<BigInteger>> rising(List<String> all, List<String> free);

    /// Whether anything writes the memory.
    abstract boolean writes(String memory);

    /// The types of the wires.
    abstract Map<String, Type> wireTypes();

    /// The names that the world sees.
    public abstract List<String> outputs();

    /// Power-up (R8).
    ///
    /// @param hasRst whether the run drives rst
    public void start(boolean hasRst) {
        this.hasRst = hasRst && declared.hasRst();
        allTypes = findTypes();
        assertedBefore = true; // nothing is loaded in row 0
        rst = Optional.of(BigInteger.ZERO);
        for (Registers.State state : declared.states()) {
            states.put(state.name(), state.init().or(() -> powerUp(state.rst())));
        }
        for (Registers.Memory memory : declared.memories()) {
            List<Optional<BigInteger>> cells =
                    memory.init()
                            .or(() -> writes(memory.name()) ? powerUp(memory.rst()) : memory.rst())
                            .orElse(undefined(memory));
            memories.put(memory.name(), new ArrayList<>(cells));
        }
    }

    private <T> Optional<T> powerUp(Optional<T> loaded) {
        return hasRst ? Optional.empty() : loaded;
    }

    static List<Optional<BigInteger>> undefined(Registers.Memory memory) {
        return Collections.nCopies(memory.depth(), Optional.empty());
    }

    /// The inputs change, the falling edge comes, then every value is sampled.
    ///
    /// @param given every input, and rst where the run has one
    /// @return every input, state and wire
    public Map<String, Optional<BigInteger>> row(Map<String, Optional<BigInteger>> given) {
        change(given);
        fall();
        Map<String, Optional<BigInteger>> sampled = seen();
        sampled.putAll(wires());
        return sampled;
    }

    /// R9, and R16 for an asynchronous rst.
    private void change(Map<String, Optional<BigInteger>> given) {
        inputs = new LinkedHashMap<>();
        declared.inputs().forEach((name, type) -> inputs.put(name, input(given, name, type)));
        rst = hasRst ? input(given, "rst", Type.unsigned(1)) : Optional.of(BigInteger.ZERO);
        if (declared.rst().equals("async")) {
            if (rst.isEmpty() || (asserted() && !assertedBefore)) {
                loadStates(true, false);
                loadStates(true, true);
                loadMemories();
            }
        }
        assertedBefore = asserted();
    }

    private static Optional<BigInteger> input(
            Map<String, Optional<BigInteger>> given, String name, Type type) {
        Optional<BigInteger> value = given.get(name);
        if (value == null || !value.map(type::holds).orElse(true)) {
            throw new IllegalArgumentException("input " + name + ": " + type + " is " + value);
        }
        return value;
    }

    /// R10.
    private void fall() {
        Map<String, Optional<BigInteger>> next =
                falling(targets(true, false), targets(true, active()));
        loadStates(active(), true);
        states.putAll(next);
    }

    /// The rising edge that ends the row (R12).
    public void edge() {
        Map<String, Optional<BigInteger>> next =
                rising(targets(false, false), targets(false, active()));
        loadStates(active(), false);
        if (active()) {
            loadMemories();
        }
        states.putAll(next);
    }

    /// The states of one edge, and with the rising ones the memories.
    ///
    /// @param withoutRst leaves out those that rst loads
    private List<String> targets(boolean falling, boolean withoutRst) {
        List<String> targets = new ArrayList<>();
        for (Registers.State state : declared.states()) {
            if (state.falling() == falling && !(withoutRst && state.rst().isPresent())) {
                targets.add(state.name());
            }
        }
        for (Registers.Memory memory : declared.memories()) {
            if (!falling && !(withoutRst && memory.rst().isPresent())) {
                targets.add(memory.name());
            }
        }
        return targets;
    }

    /// Whether rst acts in this row: it is 1, or undefined.
    private boolean active() {
        return !rst.equals(Optional.of(BigInteger.ZERO));
    }

    /// What rst does to the states of one edge: it loads them where it is 1, and makes them
    /// undefined where it is undefined.
    private void loadStates(boolean active, boolean falling) {
        for (Registers.State state : declared.states()) {
            if (active && state.falling() == falling && state.rst().isPresent()) {
                states.put(state.name(), asserted() ? state.rst() : Optional.empty());
            }
        }
    }

    private void loadMemories() {
        for (Registers.Memory memory : declared.memories()) {
            if (memory.rst().isPresent() && writes(memory.name())) {
                memories.put(
                        memory.name(),
                        new ArrayList<>(asserted() ? memory.rst().get() : undefined(memory)));
            }
        }
    }

    private boolean asserted() {
        return rst.equals(Optional.of(BigInteger.ONE));
    }

    /// Inputs, rst and states.
    final Map<String, Optional<BigInteger>> seen() {
        Map<String, Optional<BigInteger>> seen = new LinkedHashMap<>();
        if (declared.hasRst()) {
            seen.put("rst", rst);
        }
        seen.putAll(inputs);
        seen.putAll(states);
        return seen;
    }

    /// Seen values and parameters: what an expression may read besides wires.
    final Scope scope() {
        Map<String, Optional<BigInteger>> values = seen();
        declared.parameters().values().forEach((name, v) -> values.put(name, Optional.of(v)));
        return new Scope(values, allTypes, memories);
    }

    /// The types of all that an expression may name.
    private Map<String, Type> findTypes() {
        Map<String, Type> types = declared.types();
        types.putAll(declared.parameters().types());
        declared.memories().forEach(memory -> types.put(memory.name(), memory.type()));
        types.putAll(wireTypes());
        return types;
    }

    /// Every state as it stands.
    public Map<String, Optional<BigInteger>> states() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /// The cells of a memory as they stand.
    public List<Optional<BigInteger>> memory(String name) {
        return List.copyOf(memories.get(name));
    }

    /// Sets a state from outside.
    public void poke(String state, Optional<BigInteger> value) {
        if (!states.containsKey(state)) {
            throw new IllegalArgumentException("no state " + state + " in " + states.keySet());
        }
        states.put(state, value);
    }

    /// The cells of every memory as they stand.
    public Map<String, List<Optional<BigInteger>>> memories() {
        Map<String, List<Optional<BigInteger>>> copy = new LinkedHashMap<>();
        memories.forEach((name, cells) -> copy.put(name, List.copyOf(cells)));
        return Collections.unmodifiableMap(copy);
    }

    /// Sets all cells of a memory from outside.
    public void poke(String memory, List<Optional<BigInteger>> cells) {
        if (cells.size() != memories.get(memory).size()) {
            throw new IllegalArgumentException(memory + " does not have " + cells.size());
        }
        memories.put(memory, new ArrayList<>(cells));
    }

    /// The type of everything that `row` returns.
    public Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        declared.types().forEach((name, type) -> types.put(name, type.toString()));
        wireTypes().forEach((name, type) -> types.put(name, type.toString()));
        return types;
    }

    /// What `row` takes: rst where the design has one, then the inputs.
    public List<String> inputs() {
        List<String> names = new ArrayList<>();
        if (declared.hasRst()) {
            names.add("rst");
        }
        names.addAll(declared.inputs().keySet());
        return names;
    }
}
