package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Type;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fields of fixed size, one after the other; those that are constant say where a record begins.
final class BinaryRecords implements RecordSource {
    private static final Pattern FIELD =
            Pattern.compile(
                    "([ui])(8|16|24|32|40|48|56|64)(?:\\s*=\\s*(\\S+)|\\s+([A-Za-z_][A-Za-z0-9_.@']{0,99}))");

    private final boolean big;
    private final List<Field> fields;
    private final int length;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final List<String> found = new ArrayList<>();
    private long skipped;

    /// One field: a name, or a constant.
    private record Field(Type type, Optional<Long> constant, String name) {
        int bytes() {
            return type.bits() / 8;
        }
    }

    /// @param format `u16=0xA55A,i16 v,u8 spike`, with `be:` before it where the highest byte is
    ///   first
    BinaryRecords(String format) {
        big = format.startsWith("be:");
        fields = fields(big ? format.substring(3) : format);
        length = fields.stream().mapToInt(Field::bytes).sum();
        List<String> names =
                fields.stream().filter(f -> f.constant().isEmpty()).map(Field::name).toList();
        if (names.size() == fields.size() || names.isEmpty()) {
            throw new BadInputException(
                    "--format binary: at least one field is constant, by which a record is found, and one has a name, as in 'u16=0xA55A,i16 v'");
        }
        found.add(String.join(",", names));
    }

    private static List<Field> fields(String format) {
        List<Field> fields = new ArrayList<>();
        for (String text : format.split(",", -1)) {
            Matcher field = FIELD.matcher(text.strip());
            if (!field.matches()) {
                throw new BadInputException(
                        "--format binary: '%s' is no field; one is u8, i16 … u64 with a name or '=' and a number, as in 'u16=0xA55A,i16 v'"
                                .formatted(text.strip()));
            }
            var type = new Type(field.group(1).equals("i"), Integer.parseInt(field.group(2)));
            fields.add(
                    field.group(3) == null
                            ? new Field(type, Optional.empty(), field.group(4))
                            : new Field(type, Optional.of(constant(type, field.group(3))), ""));
        }
        return fields;
    }

    private static long constant(Type type, String text) {
        BigInteger value =
                Numbers.parse(text)
                        .filter(type::fits)
                        .orElseThrow(() ->
                                new BadInputException(
                                        "--format binary: '%s' is no number of %d bits"
                                                .formatted(text, type.bits())));
        return type.wrap(value);
    }

    @Override
    public void take(byte[] bytes) {
        rest.writeBytes(bytes);
        byte[] all = rest.toByteArray();
        int at = 0;
        while (at + length <= all.length) {
            Optional<String> record = record(all, at);
            record.ifPresent(found::add);
            skipped += record.isPresent() ? 0 : 1;
            at += record.isPresent() ? length : 1;
        }
        rest.reset();
        rest.writeBytes(Arrays.copyOfRange(all, at, all.length));
    }

    private Optional<String> record(byte[] all, int from) {
        List<String> cells = new ArrayList<>();
        int at = from;
        for (Field field : fields) {
            long raw = raw(field, all, at);
            if (field.constant().isEmpty()) {
                cells.add(field.type().format(raw));
            } else if (raw != field.constant().get()) {
                return Optional.empty();
            }
            at += field.bytes();
        }
        return Optional.of(String.join(",", cells));
    }

    private long raw(Field field, byte[] all, int at) {
        long value = 0;
        for (int i = 0; i < field.bytes(); i++) {
            int octet = all[at + (big ? i : field.bytes() - 1 - i)] & 0xFF;
            value = (value << 8) | octet;
        }
        return field.type().wrap(value);
    }

    @Override
    public List<String> found() {
        List<String> lines = List.copyOf(found);
        found.clear();
        return lines;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public String unit() {
        return "bytes";
    }
}
