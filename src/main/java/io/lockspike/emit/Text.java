package io.lockspike.emit;

import java.util.ArrayList;
import java.util.List;

/// A Verilog expression that has exactly `bits` bits by itself, so that no context can widen it.
///
/// @param signed whether Verilog takes it for signed
/// @param bare a signed shift or division, which an unsigned neighbour would make a logical one
record Text(String text, int bits, boolean signed, int level, boolean bare) {
    /// Where a long line is broken first, and where next.
    static final char BREAK = '\u0001';

    static final char SOFT_BREAK = '\u0002';

    private static final int LONGEST = 100;

    static final int CHOOSE = 0;
    static final int OR = 1;
    static final int AND = 2;
    static final int COMPARE = 4;
    static final int BITS = 5;
    static final int SHIFT = 6;
    static final int SUM = 7;
    static final int PRODUCT = 8;
    static final int UNARY = 9;
    static final int ATOM = 10;

    Text(String text, int bits, boolean signed, int level) {
        this(text, bits, signed, level, false);
    }

    /// In brackets where an operand of that level needs them.
    String at(int least) {
        return level < least ? "(" + flat() + ")" : text;
    }

    /// For a place within brackets, where no line is broken.
    String flat() {
        return text.replace(BREAK, ' ').replace(SOFT_BREAK, ' ');
    }

    /// Safe beside an unsigned neighbour: what stands in `$signed(…)` is computed by itself.
    Text safe() {
        return bare ? call("$signed", true) : this;
    }

    Text asSigned() {
        return signed ? this : call("$signed", true);
    }

    Text asUnsigned() {
        return signed ? call("$unsigned", false) : this;
    }

    /// One line, or several where it would be too long.
    static List<String> broken(String line, String indent) {
        String next = "\n" + indent + "        ";
        boolean isLong = indent.length() + line.length() > LONGEST;
        String first = line.replace(String.valueOf(BREAK), isLong ? next : " ");
        List<String> lines = new ArrayList<>();
        for (String part : (indent + first).lines().toList()) {
            String soft = part.length() > LONGEST ? next : " ";
            lines.addAll(part.replace(String.valueOf(SOFT_BREAK), soft).lines().toList());
        }
        return lines;
    }

    private Text call(String function, boolean nowSigned) {
        return new Text(function + "(" + flat() + ")", bits, nowSigned, ATOM);
    }
}
