package io.lockspike.slow;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The declarations of what a design remembers.
final class Registers {

    private static final String INT = "-?\\w+|\\[[^\\]]*\\]";
    private static final Pattern STATE =
            Pattern.compile(
                    "(?<type>[us]\\d+)(?<falling>\\s+falling)?"
                            + ("(\\s*=\\s*(?<rst>" + INT + "))?")
                            + ("(\\s*init\\s+(?<init>" + INT + "))?"));
    private static final String CONTENT = INT + "|file\\(\"[^\"]*\"\\)";
    private static final Pattern MEMORY =
            Pattern.compile(
                    "(?<type>[us]\\d+)\\s*\\[(?<depth>\\w+)\\]"
                            + ("(\\s*=\\s*(?<rst>" + CONTENT + "))?")
                            + ("(\\s*init\\s+(?<init>" + CONTENT + "))?"));

    private Registers() {}

    /// @param rst what rst loads
    /// @param init what it holds at power-up
    record State(
            String name,
            Type type,
            boolean falling,
            Optional<BigInteger> rst,
            Optional<BigInteger> init) {}

    record Memory(
            String name,
            Type type,
            int depth,
            Optional<List<Optional<BigInteger>>> rst,
            Optional<List<Optional<BigInteger>>> init) {}

    static State state(String name, String text, Parameters parameters, int neuron) {
        Matcher matcher = match(STATE, text);
        return new State(
                name,
                Type.of(matcher.group("type")),
                matcher.group("falling") != null,
                Optional.ofNullable(matcher.group("rst")).map(t -> parameters.element(t, neuron)),
                Optional.ofNullable(matcher.group("init")).map(t -> parameters.element(t, neuron)));
    }

    static Memory memory(
            String name, String text, Parameters parameters, int neuron, MemoryFile.Folder folder) {
        Matcher matcher = match(MEMORY, text);
        Type type = Type.of(matcher.group("type"));
        int depth = parameters.integer(matcher.group("depth")).intValueExact();
        Cells cells = new Cells(type, depth, parameters, neuron, folder);
        return new Memory(
                name,
                type,
                depth,
                Optional.ofNullable(matcher.group("rst")).map(cells::read),
                Optional.ofNullable(matcher.group("init")).map(cells::read));
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("cannot read the declaration: " + text);
        }
        return matcher;
    }

    private record Cells(
            Type type, int depth, Parameters parameters, int neuron, MemoryFile.Folder folder) {

        List<Optional<BigInteger>> read(String text) {
            if (text.startsWith("file(")) {
                String name = text.substring(text.indexOf('"') + 1, text.lastIndexOf('"'));
                return MemoryFile.cells(folder.read(name), type, depth);
            }
            if (!text.startsWith("[")) {
                return Collections.nCopies(depth, Optional.of(parameters.integer(text, neuron)));
            }
            List<String> elements = Parameters.elements(text);
            if (elements.size() != depth) {
                throw new IllegalArgumentException(depth + " cells are needed: " + text);
            }
            return elements.stream()
                    .map(element -> Optional.of(parameters.integer(element, neuron)))
                    .toList();
        }
    }
}
