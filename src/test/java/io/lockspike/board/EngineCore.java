package io.lockspike.board;

import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The neuron of a spec as a core, with a fault at one step if that is wanted.
final class EngineCore implements Core {
    private final CoreFacts facts;
    private final Engine engine;
    private final boolean hasRst;
    private final long faultyStep;
    private final boolean[] given;
    private long steps;

    /// @param hasRst whether a row begins with rst, as it does in the full profile
    /// @param faultyStep the step whose first output has a wrong bit; -1: none
    EngineCore(Spec spec, boolean hasRst, long faultyStep) {
        this.facts = CoreFacts.of(spec);
        this.engine = Engine.of(spec.equations(), 0);
        this.hasRst = hasRst || !facts.hasRst();
        this.faultyStep = faultyStep;
        this.given = new boolean[facts.inputs().size()];
        Arrays.fill(given, true);
        powerUp();
    }

    static BoardFacts facts(Spec spec, int mostBody, int credits, int abilities) {
        CoreFacts facts = CoreFacts.of(spec);
        return new BoardFacts(
                1,
                abilities,
                0x20260002,
                facts.hash(),
                1,
                16_000_000,
                mostBody,
                credits,
                facts.inputRow().ports(),
                facts.outputRow().ports(),
                facts.inputRow().bytes(),
                facts.outputRow().bytes(),
                facts.stateRow().bytes(),
                "reference");
    }

    static BoardFacts liteFacts(Spec spec) {
        CoreFacts facts = CoreFacts.of(spec);
        return new BoardFacts(
                2,
                0,
                0,
                facts.hash(),
                1,
                0,
                64,
                1,
                facts.inputRowWithoutRst().ports(),
                facts.outputRow().ports(),
                facts.inputRowWithoutRst().bytes(),
                facts.outputRow().bytes(),
                0,
                "");
    }

    @Override
    public void powerUp() {
        steps = 0;
        engine.start(facts.hasRst());
        if (!hasRst) {
            long[] row = new long[given.length];
            row[0] = 1;
            engine.row(row, given);
            engine.edge();
        }
    }

    @Override
    public int row(ByteBuffer in, ByteBuffer out) {
        long[] row = new long[given.length];
        (hasRst ? facts.inputRow() : facts.inputRowWithoutRst()).unpack(in, row, hasRst ? 0 : 1);
        engine.row(row, given);
        var packed = new Bytes.Writer();
        long[] outputs = new long[facts.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = engine.raw(facts.outputs().get(i).slot());
        }
        outputs[0] ^= steps++ == faultyStep ? 1 : 0;
        facts.outputRow().pack(outputs, 0, packed);
        out.put(packed.done().toArray());
        engine.edge();
        return 4;
    }

    @Override
    public void state(ByteBuffer out) {
        var packed = new Bytes.Writer();
        long[] states = new long[facts.states().size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = engine.raw(facts.states().get(i).slot());
        }
        facts.stateRow().pack(states, 0, packed);
        out.put(packed.done().toArray());
    }

    @Override
    public int cells(int space) {
        return 0;
    }

    @Override
    public int cellBytes(int space) {
        return 0;
    }

    @Override
    public void read(int space, int cell, ByteBuffer out) {}

    @Override
    public void write(int space, int cell, ByteBuffer in) {}
}
