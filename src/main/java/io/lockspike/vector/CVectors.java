package io.lockspike.vector;

import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Vectors for firmware, in C99: what a device is (`NAME_device.h`), tables that stay in flash
/// (`NAME_vectors.c`), and the runner with its ports to a host, a Cortex-M and an AVR.
final class CVectors extends Bench {
    private static final List<String> RUNNER =
            List.of(
                    "lif_runner.h",
                    "lif_runner.c",
                    "port_host.c",
                    "port_cortex_m.c",
                    "cortex_m.ld",
                    "port_avr.c",
                    "avr_status.awk",
                    "Makefile");

    private static final int WIDTH = 110;

    private final List<VectorSet.Column> inputs = new ArrayList<>();
    private final List<VectorSet.Column> outputs = new ArrayList<>();

    private CVectors(VectorSet set) {
        super(set);
        pins.inputs().forEach(in -> inputs.add(column(in)));
        pins.outputs().forEach(out -> outputs.add(column(out)));
    }

    static List<TextFile> of(VectorSet set) {
        var vectors = new CVectors(set);
        String module = set.pins().module();
        List<TextFile> files = new ArrayList<>();
        files.add(
                new TextFile("c/" + module + "_device.h", DeviceHeader.of(set.spec(), set.pins())));
        files.add(new TextFile("c/" + module + "_vectors.c", vectors.tables()));
        for (String name : RUNNER) {
            files.add(new TextFile("c/" + name, vectors.template("c/" + name).fill()));
        }
        return files;
    }

    private static String member(VectorSet.Column column) {
        return DeviceHeader.member(column.name);
    }

    private static int bits(Type type) {
        return DeviceHeader.bits(type);
    }

    private static String type(Type type) {
        return DeviceHeader.type(type);
    }

    private static String kind(Type type) {
        return type.equals(Type.BIT) ? "LIF_U1" : "LIF_" + (type.signed() ? "S" : "U") + bits(type);
    }

    private String tables() {
        List<String> rows = new ArrayList<>();
        int bytes = 0;
        for (VectorSet.Column column : inputs) {
            rows.addAll(rows(column));
            bytes += size(column.type);
        }
        Map<VectorSet.Column, String> defined = new HashMap<>();
        Map<List<String>, String> known = new HashMap<>();
        for (VectorSet.Column column : outputs) {
            rows.addAll(rows(column));
            bytes += size(column.type);
            if (column.known() < set.rows()) {
                List<String> bits = packed(column.defined);
                String name = known.get(bits);
                if (name == null) {
                    name = member(column) + "_defined";
                    known.put(bits, name);
                    rows.addAll(table("uint8_t", name, bits));
                    bytes += size(Type.BIT);
                }
                defined.put(column, name);
            }
        }
        return template("c/vectors.c")
                .with("bytes", bytes)
                .with("tables", rows)
                .with("inputs", signals("inputs", "in", inputs, defined))
                .with("outputs", signals("outputs", "out", outputs, defined))
                .with("names", names())
                .with("input_table", inputs.isEmpty() ? "NULL" : "inputs")
                .with("output_table", outputs.isEmpty() ? "NULL" : "outputs")
                .with("input_count", inputs.size())
                .with("output_count", outputs.size())
                .fill();
    }

    /// Bytes of flash.
    private int size(Type type) {
        return type.equals(Type.BIT) ? (set.rows() + 7) / 8 : set.rows() * bits(type) / 8;
    }

    private List<String> rows(VectorSet.Column column) {
        String name = member(column) + "_rows";
        if (column.type.equals(Type.BIT)) {
            boolean[] ones = new boolean[set.rows()];
            for (int row = 0; row < ones.length; row++) {
                ones[row] = column.defined(row) && column.raw(row) == 1;
            }
            return table("uint8_t", name, packed(ones));
        }
        List<String> values = new ArrayList<>();
        for (int row = 0; row < set.rows(); row++) {
            values.add(literal(column, row));
        }
        return table(type(column.type), name, values);
    }

    private static String literal(VectorSet.Column column, int row) {
        BigInteger value =
                column.defined(row) ? column.type.value(column.raw(row)) : BigInteger.ZERO;
        if (value.equals(Type.signed(64).min())) {
            // -9223372036854775808 is the negation of a number that no type holds.
            return "INT64_MIN";
        }
        return value.bitLength() > 63 ? value + "u" : value.toString();
    }

    /// Eight rows in a byte, the first in bit 0.
    private static List<String> packed(boolean[] rows) {
        List<String> bytes = new ArrayList<>();
        for (int first = 0; first < rows.length; first += 8) {
            int packed = 0;
            for (int i = 0; i < 8 && first + i < rows.length; i++) {
                packed |= rows[first + i] ? 1 << i : 0;
            }
            bytes.add("0x%02x".formatted(packed));
        }
        return bytes;
    }

    private static List<String> table(String type, String name, List<String> values) {
        List<String> lines = new ArrayList<>();
        lines.add("static const %s %s[] LIF_TABLE = {".formatted(type, name));
        var line = new StringBuilder("   ");
        for (String value : values.isEmpty() ? List.of("0") : values) {
            if (line.length() + value.length() + 2 > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
            }
            line.append(' ').append(value).append(',');
        }
        lines.add(line.toString());
        lines.add("};");
        return lines;
    }

    private static List<String> signals(
            String table,
            String struct,
            List<VectorSet.Column> columns,
            Map<VectorSet.Column, String> defined) {
        List<String> lines = new ArrayList<>();
        for (VectorSet.Column column : columns) {
            lines.add(
                    "    { &%s.%s, %s_rows, %s, %s },"
                            .formatted(
                                    struct,
                                    member(column),
                                    member(column),
                                    defined.getOrDefault(column, "NULL"),
                                    kind(column.type)));
        }
        if (!lines.isEmpty()) {
            lines.addFirst("static const lif_signal %s[] LIF_TABLE = {".formatted(table));
            lines.add("};");
        }
        return lines;
    }

    private String names() {
        var names = new StringBuilder();
        outputs.forEach(column -> names.append('"').append(column.name).append("\\0\" "));
        return names.isEmpty() ? "\"\"" : names.toString().strip();
    }
}
