package io.lockspike.board;

import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.List;

/// C that takes the ports of a row from bytes, and puts them into bytes.
final class RowCode {
    private RowCode() {}

    /// The functions that the other lines call for these types.
    static List<String> helpers(List<Type> types) {
        List<String> lines = new ArrayList<>();
        for (int carrier : List.of(32, 64)) {
            if (types.stream().anyMatch(type -> carrier(type) == carrier)) {
                lines.addAll(helpers(carrier));
            }
        }
        return lines;
    }

    private static List<String> helpers(int carrier) {
        return """
        static inline uint@_t take@(const uint8_t *from, uint8_t bytes)
        {
            uint@_t value = 0;

            while (bytes-- > 0)
                value = value << 8 | from[bytes];
            return value;
        }

        static inline void put@(uint8_t *to, uint@_t value, uint8_t bytes)
        {
            while (bytes-- > 0) {
                *to++ = (uint8_t)value;
                value >>= 8;
            }
        }

        """
                .replace("@", "" + carrier)
                .lines()
                .toList();
    }

    /// Lines that take each port from its bytes into its place.
    static List<String> taken(String row, List<String> places, List<Type> types) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < types.size(); i++) {
            Type type = types.get(i);
            lines.add(places.get(i) + " = " + cut(value(row, at, type), type) + ";");
            at += RowFormat.bytes(type);
        }
        return lines;
    }

    /// Lines that put each port into its bytes.
    static List<String> put(String row, List<String> places, List<Type> types) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < types.size(); i++) {
            int bytes = RowFormat.bytes(types.get(i));
            String place = places.get(i);
            if (carrier(types.get(i)) > 16) {
                int carrier = carrier(types.get(i));
                lines.add(
                        "put%d(%s, (uint%d_t)%s, %d);"
                                .formatted(carrier, from(row, at), carrier, place, bytes));
            } else {
                lines.add("%s[%d] = (uint8_t)%s;".formatted(row, at, place));
                if (bytes == 2) {
                    lines.add(
                            "%s[%d] = (uint8_t)((uint16_t)%s >> 8);".formatted(row, at + 1, place));
                }
            }
            at += bytes;
        }
        return lines;
    }

    /// Of the C type that holds it.
    static int carrier(Type type) {
        return type.bits() <= 8 ? 8 : type.bits() <= 16 ? 16 : type.bits() <= 32 ? 32 : 64;
    }

    private static String from(String row, int at) {
        return at == 0 ? row : row + " + " + at;
    }

    private static String value(String row, int at, Type type) {
        int carrier = carrier(type);
        return carrier == 8
                ? "%s[%d]".formatted(row, at)
                : carrier == 16
                        ? "(uint16_t)(%s[%d] | (uint16_t)((uint16_t)%s[%d] << 8))"
                                .formatted(row, at, row, at + 1)
                        : "take%d(%s, %d)".formatted(carrier, from(row, at), RowFormat.bytes(type));
    }

    /// A value cut to the bits of its type.
    private static String cut(String value, Type type) {
        int carrier = carrier(type);
        boolean whole = type.bits() == carrier;
        if (whole) {
            return type.signed() ? "(int%d_t)%s".formatted(carrier, value) : value;
        }
        String mask = hex((1L << type.bits()) - 1, carrier);
        if (!type.signed()) {
            return "(uint%d_t)(%s & %s)".formatted(carrier, value, mask);
        }
        String sign = hex(1L << (type.bits() - 1), carrier);
        return "(int%d_t)(uint%d_t)(((%s & %s) ^ %s) - %s)"
                .formatted(carrier, carrier, value, mask, sign, sign);
    }

    private static String hex(long value, int carrier) {
        String digits = Long.toHexString(value);
        return carrier <= 32 ? "0x" + digits + "u" : "UINT64_C(0x" + digits + ")";
    }
}
