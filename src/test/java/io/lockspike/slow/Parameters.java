package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The constants of one lane, and the numbers and names of declarations, which may use them.
final class Parameters {

    private static final Pattern TYPED = Pattern.compile("([us]\\d+)\\s*=\\s*(.+)");

    private final Map<String, BigInteger> values = new LinkedHashMap<>();
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<String, Object> declared;
    private final Map<String, List<BigInteger>> set;
    private final int lane;

    Parameters(Map<String, Object> declared, Map<String, List<BigInteger>> set, int lane) {
        this.declared = declared;
        this.set = set;
        this.lane = lane;
        declared.keySet().forEach(this::declare);
        for (String name : set.keySet()) {
            if (!values.containsKey(name) && !values.containsKey(name + "@0")) {
                throw new IllegalArgumentException("no parameter " + name + " to set");
            }
        }
    }

    Map<String, BigInteger> values() {
        return values;
    }

    Map<String, Type> types() {
        return types;
    }

    /// An integer, or the name of a parameter.
    BigInteger integer(String text) {
        return integer(text, 0);
    }

    /// An integer, or the name of a parameter, for one neuron of a layer.
    BigInteger integer(String text, int neuron) {
        String name = text.strip();
        if (Numbers.is(name)) {
            return Numbers.parse(name);
        }
        if (!values.containsKey(name) && declared.containsKey(name)) {
            declare(name);
        }
        BigInteger value = values.getOrDefault(name + "@" + neuron, values.get(name));
        if (value == null) {
            throw new IllegalArgumentException("neither a number nor a parameter: " + text);
        }
        return value;
    }

    /// One integer of a text `INT` or `[INT, …]`.
    BigInteger element(String text, int neuron) {
        String plain = text.strip();
        return plain.startsWith("[")
                ? integer(elements(plain).get(neuron), neuron)
                : integer(plain, neuron);
    }

    static List<String> elements(String list) {
        String inside = list.strip().substring(1, list.strip().length() - 1);
        return Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
    }

    /// The names that a key declares: `v`, or `v@0`, `v@1`, … for `v@N`.
    List<String> names(String key) {
        int at = key.indexOf('@');
        if (at < 0) {
            return List.of(key);
        }
        String name = key.substring(0, at);
        int count = Numbers.parse(key.substring(at + 1)).intValueExact();
        return IntStream.range(0, count).mapToObj(k -> name + "@" + k).toList();
    }

    private void declare(String key) {
        Object entry = declared.get(key);
        String text = entry.toString().strip();
        Matcher typed = TYPED.matcher(text);
        boolean hasType = typed.matches();
        String value = hasType ? typed.group(2) : text;
        List<String> names = names(key);
        boolean layer = key.contains("@");
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            String base = layer ? key.substring(0, key.indexOf('@')) : key;
            values.put(name, value(name, base, value, layer ? k : lane));
            if (hasType) {
                types.put(name, Type.of(typed.group(1)));
            }
        }
    }

    private BigInteger value(String name, String base, String text, int place) {
        List<BigInteger> chosen = set.getOrDefault(name, set.get(base));
        if (chosen == null) {
            return element(text, place);
        }
        return chosen.size() == 1 ? chosen.getFirst() : chosen.get(place);
    }
}
