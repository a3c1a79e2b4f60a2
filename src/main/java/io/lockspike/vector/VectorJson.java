package io.lockspike.vector;

import io.lockspike.tool.Json;
import java.util.EnumSet;
import java.util.Set;

/// Vectors as JSON, in the schema `lockspike-vectors-1` (`vectors.schema.json` beside this class).
final class VectorJson {
    private VectorJson() {}

    static TextFile of(VectorSet set) {
        var text = new StringBuilder();
        Json json = new Json(text, false).object();
        head("lockspike-vectors-1", set, json);
        json.name("signals").array();
        for (VectorSet.Column column : set.columns()) {
            json.object()
                    .name("name")
                    .value(column.name)
                    .name("type")
                    .value(column.type.toString());
            json.name("kind").value(column.kind).end();
        }
        json.end();
        flags(set, json);
        sequences(set, json);
        missing(set, json);
        json.name("values").object();
        for (VectorSet.Column column : set.columns()) {
            values(column, set.rows(), json.name(column.name));
        }
        json.end().end();
        return new TextFile(set.spec().name() + ".json", text.toString());
    }

    /// What the vectors are.
    static void head(String schema, VectorSet set, Json json) {
        json.name("schema").value(schema).name("spec").value(set.spec().name());
        json.name("hash").value(set.spec().hash()).name("seed").value(set.seed());
        json.name("lane").value(set.lane());
        json.name("rows").value(set.rows());
    }

    private static void flags(VectorSet set, Json json) {
        Set<Flag> used = EnumSet.noneOf(Flag.class);
        set.missing().forEach(trap -> used.add(trap.flag()));
        for (Sequence sequence : set.sequences()) {
            sequence.caught().forEach(caught -> used.add(caught.trap().flag()));
        }
        json.name("flags").object();
        used.forEach(flag -> json.name(flag.text()).value(flag.note()));
        json.end();
    }

    /// The parts, and which trap is met in which row.
    static void sequences(VectorSet set, Json json) {
        int first = 0;
        json.name("sequences").array();
        for (Sequence sequence : set.sequences()) {
            json.object().name("name").value(sequence.name()).name("first").value(first);
            json.name("rows").value(sequence.rows().size()).name("traps").array();
            for (Sequence.Caught caught : sequence.caught()) {
                trap(caught.trap(), json);
                json.name("row").value(first + caught.row()).end();
            }
            json.end().end();
            first += sequence.rows().size();
        }
        json.end();
    }

    /// The traps that no row meets; some of them may be out of reach.
    static void missing(VectorSet set, Json json) {
        json.name("missing").array();
        for (Trap trap : set.missing()) {
            trap(trap, json);
            json.end();
        }
        json.end();
    }

    private static void trap(Trap trap, Json json) {
        json.object().name("flag").value(trap.flag().text()).name("what").value(trap.what());
        trap.at().filter(at -> at.line() > 0).ifPresent(at -> json.name("line").value(at.line()));
    }

    private static void values(VectorSet.Column column, int rows, Json json) {
        json.array();
        for (int row = 0; row < rows; row++) {
            if (column.defined(row)) {
                json.value(column.type.value(column.raw(row)));
            } else {
                json.none();
            }
        }
        json.end();
    }
}
