package io.lockspike.slow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;

/// Random expressions over the names that are in scope.
final class ExpressionGenerator {

    /// No intermediate of a generated spec needs more bits: far from the cap of the language.
    private static final int WIDEST = 100;

    private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger ZERO = BigInteger.ZERO;

    private final SplittableRandom random;

    /// What may be read, and the depth of the memories.
    private final List<Piece> names = new ArrayList<>();

    private final Map<String, Integer> depths = new LinkedHashMap<>();
    private final Map<String, Type> cells = new LinkedHashMap<>();

    ExpressionGenerator(SplittableRandom random) {
        this.random = random;
    }

    void add(Piece name) {
        names.add(name);
    }

    void addMemory(String name, Type cell, int depth) {
        depths.put(name, depth);
        cells.put(name, cell);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// A value of any kind.
    Piece value(int depth) {
        if (depth <= 0) {
            return leaf();
        }
        Piece piece =
                switch (random.nextInt(20)) {
                    case 0, 1, 2 -> sum(depth);
                    case 3 -> product(depth);
                    case 4, 5 -> shift(depth);
                    case 6 -> bitwise(depth);
                    case 7 -> negated(depth);
                    case 8, 9 -> chosen(depth);
                    case 10 -> extreme(depth);
                    case 11 -> shr(depth);
                    case 12 -> div(depth);
                    case 13 -> pick(depth);
                    case 14 -> small(depth);
                    case 15 -> cat(depth);
                    case 16, 17 -> typed(depth);
                    case 18 -> cell(depth);
                    default -> condition(depth - 1);
                };
        return piece.bits() > WIDEST ? Piece.typed("s40(" + piece.text() + ")", s(40)) : piece;
    }

    private static Type s(int bits) {
        return new Type(true, bits);
    }

    private Piece leaf() {
        return chance(75) ? names.get(random.nextInt(names.size())) : literal(random.nextInt(40));
    }

    Piece literal(int value) {
        BigInteger number = BigInteger.valueOf(value);
        String text =
                switch (random.nextInt(6)) {
                    case 0 -> "0x" + Integer.toHexString(value).toUpperCase(Locale.ROOT);
                    case 1 -> "0b" + Integer.toBinaryString(value);
                    default -> String.valueOf(value);
                };
        return Piece.of(text, 12, number, number);
    }

    private Piece sum(int depth) {
        Piece a = value(depth - 1);
        Piece b = value(depth - 1);
        return random.nextBoolean()
                ? Piece.of(
                        a.operand(9) + " + " + b.operand(10),
                        9,
                        a.low().add(b.low()),
                        a.high().add(b.high()))
                : Piece.of(
                        a.operand(9) + " - " + b.operand(10),
                        9,
                        a.low().subtract(b.high()),
                        a.high().subtract(b.low()));
    }

    private Piece product(int depth) {
        Piece a = value(depth - 1);
        Piece b = chance(50) ? leaf() : value(depth - 1);
        List<BigInteger> corners =
                List.of(
                        a.low().multiply(b.low()),
                        a.low().multiply(b.high()),
                        a.high().multiply(b.low()),
                        a.high().multiply(b.high()));
        return Piece.of(
                a.operand(10) + " * " + b.operand(11), 10, least(corners), greatest(corners));
    }

    private static BigInteger least(List<BigInteger> values) {
        return values.stream().reduce(BigInteger::min).orElseThrow();
    }

    private static BigInteger greatest(List<BigInteger> values) {
        return values.stream().reduce(BigInteger::max).orElseThrow();
    }

    /// The number of places of a shift, at most 15 and hardly ever negative.
    private Piece places(int depth) {
        if (chance(50)) {
            return literal(random.nextInt(9));
        }
        if (chance(4)) {
            return Piece.typed("s3(" + leaf().text() + ")", s(3));
        }
        return bits(depth, 1 + random.nextInt(3));
    }

    /// An unsigned value of so many bits.
    private Piece bits(int depth, int count) {
        Piece whole = typed(depth - 1);
        int width = whole.type().orElseThrow().bits();
        if (width < count || chance(30)) {
            return Piece.typed(
                    "u" + count + "(" + value(depth - 1).text() + ")", Type.unsigned(count));
        }
        int low = random.nextInt(width - count + 1);
        return Piece.typed(
                whole.operand(12) + "[" + (low + count - 1) + ":" + low + "]",
                Type.unsigned(count));
    }

    private Piece shift(int depth) {
        Piece x = value(depth - 1);
        Piece k = places(depth);
        int most = k.high().intValueExact();
        return random.nextBoolean()
                ? Piece.of(
                        x.besideShift(8) + " << " + k.besideShift(10),
                        8,
                        x.low().min(x.low().shiftLeft(most)),
                        x.high().max(x.high().shiftLeft(most)))
                : nearer(x.besideShift(8) + " >> " + k.besideShift(10), 8, x);
    }

    /// A piece whose values stand between those of another one and zero.
    private static Piece nearer(String text, int level, Piece x) {
        return Piece.of(text, level, x.low().min(ZERO).min(ONE.negate()), x.high().max(ONE));
    }

    private Piece shr(int depth) {
        Piece x = value(depth - 1);
        Rounding rounding = ROUNDINGS.get(random.nextInt(ROUNDINGS.size()));
        String mode = rounding.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String noise = rounding == Rounding.STOCHASTIC ? ", " + value(depth - 1).text() : "";
        return nearer(
                "shr(" + x.text() + ", " + places(depth).text() + ", " + mode + noise + ")", 12, x);
    }

    private Piece bitwise(int depth) {
        int level = 5 + random.nextInt(3);
        Piece a = value(depth - 1);
        Piece b = value(depth - 1);
        BigInteger limit = Type.power(Math.max(a.bits(), b.bits()) - 1);
        boolean natural = a.low().signum() >= 0 && b.low().signum() >= 0;
        return Piece.of(
                a.operand(level) + " " + "|^&".charAt(level - 5) + " " + b.operand(level + 1),
                level,
                natural ? ZERO : limit.negate(),
                limit.subtract(ONE));
    }

    private Piece negated(int depth) {
        Piece x = value(depth - 1);
        return random.nextBoolean()
                ? Piece.of("-" + x.operand(12), 11, x.high().negate(), x.low().negate())
                : Piece.of("~" + x.operand(12), 11, x.high().not(), x.low().not());
    }

    private Piece chosen(int depth) {
        Piece a = value(depth - 1);
        Piece b = value(depth - 1);
        return Piece.of(
                condition(depth - 1).operand(1) + " ? " + a.text() + " : " + b.text(),
                0,
                a.low().min(b.low()),
                a.high().max(b.high()));
    }

    private Piece extreme(int depth) {
        Piece a = value(depth - 1);
        Piece b = value(depth - 1);
        boolean min = random.nextBoolean();
        BinaryOperator<BigInteger> f = min ? BigInteger::min : BigInteger::max;
        return Piece.of(
                (min ? "min(" : "max(") + a.text() + ", " + b.text() + ")",
                12,
                f.apply(a.low(), b.low()),
                f.apply(a.high(), b.high()));
    }

    private Piece div(int depth) {
        Piece x = value(depth - 1);
        Piece y = value(depth - 1);
        String divisor =
                chance(45)
                        ? "max(1, " + y.text() + ")"
                        : chance(80)
                                ? (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(9))
                                : names.get(random.nextInt(names.size())).text();
        BigInteger most = x.low().abs().max(x.high().abs());
        return Piece.of("div(" + x.text() + ", " + divisor + ")", 12, most.negate(), most);
    }

    private Piece pick(int depth) {
        List<Piece> table = new ArrayList<>();
        int count = chance(60) ? 4 : 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            table.add(value(depth - 2));
        }
        Piece other = value(depth - 2);
        boolean hasOther = count != 4 || chance(20);
        String index = hasOther ? value(depth - 1).text() : bits(depth, 2).text();
        StringBuilder text = new StringBuilder("pick(" + index);
        table.forEach(entry -> text.append(", ").append(entry.text()));
        if (hasOther) {
            text.append(", else ").append(other.text());
            table.add(other);
        }
        return Piece.of(
                text.append(')').toString(),
                12,
                least(table.stream().map(Piece::low).toList()),
                greatest(table.stream().map(Piece::high).toList()));
    }

    private Piece small(int depth) {
        Piece x = value(depth - 1);
        return switch (random.nextInt(3)) {
            case 0 ->
                    Piece.of("abs(" + x.text() + ")", 12, ZERO, x.low().abs().max(x.high().abs()));
            case 1 -> Piece.of("sign(" + x.text() + ")", 12, ONE.negate(), ONE);
            default -> {
                Piece bits = typed(depth - 1);
                yield Piece.of(
                        "popcount(" + bits.text() + ")",
                        12,
                        ZERO,
                        BigInteger.valueOf(bits.type().orElseThrow().bits()));
            }
        };
    }

    private Piece cat(int depth) {
        Piece a = typed(depth - 1);
        Piece b = typed(depth - 1);
        int width = a.type().orElseThrow().bits() + b.type().orElseThrow().bits();
        return width > 64
                ? a
                : Piece.typed("cat(" + a.text() + ", " + b.text() + ")", Type.unsigned(width));
    }

    /// A value with a declared width.
    private Piece typed(int depth) {
        List<Piece> named = names.stream().filter(name -> name.type().isPresent()).toList();
        Piece name = named.get(random.nextInt(named.size()));
        if (depth <= 0 || chance(40)) {
            return name;
        }
        return switch (random.nextInt(4)) {
            case 0 -> bits(depth, 1 + random.nextInt(4));
            case 1 -> bit(depth, name);
            default -> {
                Type type = type(8);
                String text = value(depth - 1).text();
                yield random.nextBoolean()
                        ? Piece.typed(type + "(" + text + ")", type)
                        : Piece.typed("sat(" + type + ", " + text + ")", type);
            }
        };
    }

    /// A type of 1 to so many bits.
    Type type(int most) {
        return new Type(random.nextBoolean(), 1 + random.nextInt(most));
    }

    private Piece bit(int depth, Piece name) {
        int width = name.type().orElseThrow().bits();
        int places = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(width);
        String index =
                chance(50) || places == 0
                        ? String.valueOf(random.nextInt(width))
                        : bits(depth - 1, places).text();
        return Piece.typed(name.operand(12) + "[" + index + "]", Type.unsigned(1));
    }

    private Piece cell(int depth) {
        if (depths.isEmpty()) {
            return leaf();
        }
        List<String> memories = List.copyOf(depths.keySet());
        String memory = memories.get(random.nextInt(memories.size()));
        return Piece.typed(memory + "[" + address(memory, depth) + "]", cells.get(memory));
    }

    /// An index of a memory, hardly ever outside.
    String address(String memory, int depth) {
        int cellCount = depths.get(memory);
        if (chance(4)) {
            return typed(0).text();
        }
        int places = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(cellCount);
        return chance(30) || places == 0
                ? String.valueOf(random.nextInt(cellCount))
                : bits(depth, places).text();
    }

    /// An expression that is 0 or 1.
    Piece condition(int depth) {
        List<Piece> flags =
                names.stream()
                        .filter(name -> name.type().equals(Optional.of(Type.unsigned(1))))
                        .toList();
        if (!flags.isEmpty() && chance(25)) {
            return flags.get(random.nextInt(flags.size()));
        }
        if (depth <= 0) {
            return comparison(0);
        }
        Piece a = condition(depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> truth(a.operand(2) + " and " + condition(depth - 1).operand(3), 2);
            case 1 -> truth(a.operand(1) + " or " + condition(depth - 1).operand(2), 1);
            case 2 -> truth("not " + a.operand(3), 3);
            case 3 -> bit(depth, typed(0));
            default -> comparison(depth - 1);
        };
    }

    private static Piece truth(String text, int level) {
        return Piece.of(text, level, ZERO, ONE);
    }

    private Piece comparison(int depth) {
        List<String> operators = List.of("==", "!=", "<", "<=", ">", ">=");
        String operator = operators.get(random.nextInt(operators.size()));
        return truth(value(depth).operand(8) + " " + operator + " " + value(depth).operand(8), 4);
    }
}
