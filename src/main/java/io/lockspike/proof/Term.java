package io.lockspike.proof;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A term of SMT-LIB 2 as yosys writes it of a netlist: to be said of any row, and to be evaluated.
/// A `Bool` and a bit vector are a [BigInteger] (unsigned), a memory is a map of the cells that are
/// not 0.
sealed interface Term {
    Sort sort();

    /// The term of a row.
    ///
    /// @param row what the symbols of the row end with
    String text(String row);

    /// Its value.
    ///
    /// @param values those of all symbols
    Object value(Object[] values);

    /// What a term stands for.
    ///
    /// @param address bits of a memory's address; 0 for what is no memory
    /// @param bits of the value or of a cell; 0 for a `Bool`
    record Sort(int address, int bits) {
        static final Sort BOOL = new Sort(0, 0);

        static Sort bits(int bits) {
            return new Sort(0, bits);
        }

        boolean isMemory() {
            return address > 0;
        }

        String text() {
            String value = bits == 0 ? "Bool" : "(_ BitVec " + bits + ")";
            return isMemory() ? "(Array (_ BitVec " + address + ") " + value + ")" : value;
        }
    }

    /// What the netlist calls something, by number.
    record Symbol(int number, Sort sort) implements Term {
        @Override
        public String text(String row) {
            return "r." + number + row;
        }

        @Override
        public Object value(Object[] values) {
            return values[number];
        }
    }

    record Literal(BigInteger number, Sort sort) implements Term {
        static Literal of(long number, int bits) {
            return new Literal(BigInteger.valueOf(number), Sort.bits(bits));
        }

        @Override
        public String text(String row) {
            return sort.bits() == 0
                    ? number.signum() == 0 ? "false" : "true"
                    : "(_ bv" + number + " " + sort.bits() + ")";
        }

        @Override
        public Object value(Object[] values) {
            return number;
        }
    }

    /// A function of SMT-LIB.
    ///
    /// @param indices those of `extract` and `zero_extend`
    record Call(String function, List<Integer> indices, List<Term> operands, Sort sort)
            implements Term {

        /// @throws UnsupportedOperationException if there is no such function here
        static Call of(String function, List<Integer> indices, List<Term> operands) {
            return new Call(function, indices, operands, sort(function, indices, operands));
        }

        private static Sort sort(String function, List<Integer> indices, List<Term> operands) {
            Sort first = operands.getFirst().sort();
            return switch (function) {
                case "and", "or", "xor", "not", "=", "distinct", "=>" -> Sort.BOOL;
                case "bvult", "bvule", "bvugt", "bvuge", "bvslt", "bvsle", "bvsgt", "bvsge" ->
                        Sort.BOOL;
                case "ite" -> operands.get(1).sort();
                case "extract" -> Sort.bits(indices.get(0) - indices.get(1) + 1);
                case "zero_extend", "sign_extend" -> Sort.bits(first.bits() + indices.getFirst());
                case "concat" ->
                        Sort.bits(operands.stream().mapToInt(one -> one.sort().bits()).sum());
                case "select" -> Sort.bits(first.bits());
                case "store",
                        "bvnot",
                        "bvneg",
                        "bvand",
                        "bvor",
                        "bvxor",
                        "bvxnor",
                        "bvadd",
                        "bvsub",
                        "bvmul",
                        "bvudiv",
                        "bvurem",
                        "bvsdiv",
                        "bvsrem",
                        "bvshl",
                        "bvlshr",
                        "bvashr" ->
                        first;
                default -> throw new UnsupportedOperationException(function);
            };
        }

        @Override
        public String text(String row) {
            var text = new StringBuilder("(");
            if (indices.isEmpty()) {
                text.append(function);
            } else {
                text.append("(_ ").append(function);
                indices.forEach(index -> text.append(' ').append(index));
                text.append(')');
            }
            operands.forEach(operand -> text.append(' ').append(operand.text(row)));
            return text.append(')').toString();
        }

        @Override
        public Object value(Object[] values) {
            return switch (function) {
                case "ite" ->
                        operands.get(isTrue(operands.getFirst(), values) ? 1 : 2).value(values);
                case "select" -> selected(values);
                case "store" -> stored(values);
                case "=" -> truth(operand(0, values).equals(operand(1, values)));
                case "distinct" -> truth(!operand(0, values).equals(operand(1, values)));
                case "not" -> truth(!isTrue(operands.getFirst(), values));
                case "and" -> truth(operands.stream().allMatch(one -> isTrue(one, values)));
                case "or" -> truth(operands.stream().anyMatch(one -> isTrue(one, values)));
                case "=>" ->
                        truth(!isTrue(operands.get(0), values) || isTrue(operands.get(1), values));
                case "xor" -> bits(0, values).xor(bits(1, values));
                default -> arithmetic(values);
            };
        }

        private static boolean isTrue(Term term, Object[] values) {
            return !term.value(values).equals(BigInteger.ZERO);
        }

        private static BigInteger truth(boolean holds) {
            return holds ? BigInteger.ONE : BigInteger.ZERO;
        }

        private Object operand(int number, Object[] values) {
            return operands.get(number).value(values);
        }

        private BigInteger bits(int number, Object[] values) {
            return (BigInteger) operand(number, values);
        }

        private BigInteger signed(int number, Object[] values) {
            return signed(bits(number, values), operands.get(number).sort().bits());
        }

        private static BigInteger signed(BigInteger value, int bits) {
            return value.testBit(bits - 1) ? value.subtract(BigInteger.ONE.shiftLeft(bits)) : value;
        }

        @SuppressWarnings("unchecked")
        private Map<BigInteger, BigInteger> memory(Object[] values) {
            return (Map<BigInteger, BigInteger>) operand(0, values);
        }

        private BigInteger selected(Object[] values) {
            return memory(values).getOrDefault(bits(1, values), BigInteger.ZERO);
        }

        private Object stored(Object[] values) {
            Map<BigInteger, BigInteger> cells = new HashMap<>(memory(values));
            BigInteger value = bits(2, values);
            if (value.signum() == 0) {
                cells.remove(bits(1, values));
            } else {
                cells.put(bits(1, values), value);
            }
            return cells;
        }

        private BigInteger arithmetic(Object[] values) {
            BigInteger a = bits(0, values);
            int bits = operands.getFirst().sort().bits();
            BigInteger exact =
                    switch (function) {
                        case "extract" -> a.shiftRight(indices.get(1));
                        case "zero_extend" -> a;
                        case "sign_extend" -> signed(a, bits);
                        case "bvnot" -> a.not();
                        case "bvneg" -> a.negate();
                        case "concat" -> joined(values);
                        default -> arithmetic(a, bits(1, values), bits, values);
                    };
            return sort.bits() == 0 ? exact : modulo(exact, sort.bits());
        }

        private static BigInteger modulo(BigInteger value, int bits) {
            return value.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
        }

        private BigInteger joined(Object[] values) {
            BigInteger joined = BigInteger.ZERO;
            for (Term operand : operands) {
                joined = joined.shiftLeft(operand.sort().bits());
                joined = joined.or((BigInteger) operand.value(values));
            }
            return joined;
        }

        /// More places than bits are as good as all of them.
        private static int places(BigInteger amount, int bits) {
            return amount.min(BigInteger.valueOf(bits)).intValue();
        }

        private BigInteger arithmetic(BigInteger a, BigInteger b, int bits, Object[] values) {
            return switch (function) {
                case "bvand" -> a.and(b);
                case "bvor" -> a.or(b);
                case "bvxor" -> a.xor(b);
                case "bvxnor" -> a.xor(b).not();
                case "bvadd" -> a.add(b);
                case "bvsub" -> a.subtract(b);
                case "bvmul" -> a.multiply(b);
                case "bvshl" -> a.shiftLeft(places(b, bits));
                case "bvlshr" -> a.shiftRight(places(b, bits));
                case "bvashr" -> signed(a, bits).shiftRight(places(b, bits));
                // By 0: all ones, and the dividend.
                case "bvudiv" -> b.signum() == 0 ? BigInteger.ONE.negate() : a.divide(b);
                case "bvurem" -> b.signum() == 0 ? a : a.remainder(b);
                case "bvsdiv" ->
                        b.signum() == 0
                                ? a.testBit(bits - 1) ? BigInteger.ONE : BigInteger.ONE.negate()
                                : signed(0, values).divide(signed(1, values));
                case "bvsrem" ->
                        b.signum() == 0 ? a : signed(0, values).remainder(signed(1, values));
                case "bvult" -> truth(a.compareTo(b) < 0);
                case "bvule" -> truth(a.compareTo(b) <= 0);
                case "bvugt" -> truth(a.compareTo(b) > 0);
                case "bvuge" -> truth(a.compareTo(b) >= 0);
                case "bvslt" -> truth(signed(0, values).compareTo(signed(1, values)) < 0);
                case "bvsle" -> truth(signed(0, values).compareTo(signed(1, values)) <= 0);
                case "bvsgt" -> truth(signed(0, values).compareTo(signed(1, values)) > 0);
                case "bvsge" -> truth(signed(0, values).compareTo(signed(1, values)) >= 0);
                default -> throw new UnsupportedOperationException(function);
            };
        }
    }
}
