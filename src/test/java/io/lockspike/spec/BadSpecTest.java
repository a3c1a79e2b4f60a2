package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockspike.equation.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong is refused: by one exception, with its place in the file, and soon.
@Timeout(30)
class BadSpecTest {
    private static final String MARK = "‹";
    private static final int CASES = 419;

    /// What a case is put into; `«»` is its place.
    private static final Map<String, String> SPECS =
            Map.of(
                    "neuron",
                    """
                    lockspike: 1
                    neuron:
                      «»
                      equations: ""
                    """,
                    "memory",
                    """
                    lockspike: 1
                    neuron:
                      memory:
                        «»
                      equations: ""
                    """,
                    "equation",
                    """
                    lockspike: 1
                    neuron:
                      rst: async
                      inputs: {x: s8, b: u1}
                      parameters: {theta: 200}
                      state: {v: s16 = 0}
                      memory:
                        m: u8[4] = 0
                      equations: |
                        «»
                    """,
                    "layer",
                    """
                    lockspike: 1
                    neuron:
                      inputs: {x@2: s8}
                      state: {v@2: s16 = 0}
                      memory:
                        m@2: u8[4] = 0
                        q@1: u8[4] = 0
                      equations: |
                        «»
                    """,
                    "lfsr",
                    """
                    lockspike: 1
                    neuron:
                      inputs: {x: s8, b: u1}
                      state: {v: s16 = 0}
                      lfsr:
                        «»
                      equations: ""
                    """,
                    "ports",
                    """
                    lockspike: 1
                    neuron:
                      inputs: {x: s8, b: u1}
                      state: {v: s16 = 0}
                      equations: ""
                    ports:
                      «»
                    """,
                    "core",
                    """
                    lockspike: 1
                    neuron:
                      inputs: {current: s8, b: u1}
                      membrane: {v: s16 = 0}
                      fire: {threshold: 9}
                      integrate: {add: [current]}
                    core:
                      «»
                    """,
                    "events",
                    """
                    lockspike: 1
                    neuron:
                      inputs: {x: s8, b: u1}
                      state: {v: s16 = 0}
                      equations: ""
                    events:
                      «»
                    """,
                    "physical",
                    """
                    lockspike: 1
                    neuron:
                      inputs: {x: s8, b: u1}
                      state: {v: s16 = 0}
                      equations: ""
                    physical:
                      «»
                      amperes_per_lsb: 10 pA
                    """);

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void refuses(String name, String spec, String message) {
        refused(spec, message);
    }

    static Stream<Arguments> cases() throws IOException {
        return Stream.of(resource().split("(?m)^=== ")).skip(1).map(BadSpecTest::read);
    }

    private static Arguments read(String text) {
        int name = text.indexOf('\n');
        int message = text.lastIndexOf("\n--- ");
        String given = text.substring(name + 1, message + 1);
        given = given.endsWith("\n" + MARK + "\n") ? given.stripTrailing() : given;
        String said = text.substring(message + 5).lines().findFirst().orElseThrow();
        return Arguments.of(text.substring(0, name), spec(given), said);
    }

    private static String spec(String given) {
        if (!given.startsWith("@")) {
            return given;
        }
        int end = given.indexOf('\n');
        String body = given.substring(end + 1).stripTrailing();
        String[] words = given.substring(1, end).split(" ", -1);
        return words[0].equals("short") ? shortForm(words[1], body) : in(words[0], body);
    }

    private static String in(String where, String body) {
        String around = SPECS.get(where);
        int at = around.indexOf("«»");
        int indent = at - around.lastIndexOf('\n', at) - 1;
        return around.replace("«»", body.replace("\n", "\n" + " ".repeat(indent)));
    }

    private static String shortForm(String key, String value) {
        var text = new StringBuilder("lockspike: 1\nneuron:\n");
        List<String> lines =
                List.of(
                        "inputs: {x: s8, b: u1}",
                        "membrane: {v: s16 = 0}",
                        "fire: {threshold: 1000}");
        lines.stream()
                .filter(line -> !line.startsWith(key + ":"))
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.append("  ").append(key).append(": ").append(value).append('\n').toString();
    }

    private static String resource() throws IOException {
        try (InputStream in = BadSpecTest.class.getResourceAsStream("/specs/bad.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void hasEachCaseOnceAndLosesNone() throws IOException {
        List<Object> names = cases().map(c -> c.get()[0]).toList();

        assertThat(Set.copyOf(names)).hasSameSizeAs(names);
        assertThat(names.size()).isEqualTo(CASES);
    }

    private static void refused(String marked, String message) {
        refused(() -> parse(marked), place(marked, "bad.yaml") + ": ", message);
    }

    private static Spec parse(String marked) {
        return SpecFile.parse(marked.replace(MARK, ""), "bad.yaml", Path.of("."), Map.of());
    }

    private static void refused(ThrowingCallable reading, String place, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(reading)
                .satisfies(e -> assertThat(e.getMessage()).startsWith(place).contains(message))
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(2000));
    }

    /// The line and the column of the mark.
    private static String place(String marked, String file) {
        int at = marked.indexOf(MARK);
        if (at < 0) {
            return file;
        }
        String before = marked.substring(0, at);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return file + ":" + line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    // ---- specs that are large in themselves

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refusesSoon(String name, String spec, String message) {
        String place = spec.contains(MARK) ? place(spec, "bad.yaml") + ": " : "bad.yaml:";
        refused(() -> parse(spec), place, message);
    }

    static Stream<Arguments> bombs() {
        String small = "write a smaller layer";
        String deep = "more than 500 operations stand one in another: name a part of them";
        return Stream.of(
                Arguments.of(
                        "brackets of YAML",
                        "a: " + "[".repeat(31) + MARK + "[" + "[".repeat(500_000),
                        "nested deeper than 32 levels"),
                Arguments.of(
                        "braces of YAML",
                        "a: " + "{a: ".repeat(30) + "{" + MARK + "a: " + "{a: ".repeat(200_000),
                        "nested deeper than 32 levels"),
                Arguments.of(
                        "a key",
                        "lockspike: 1\n" + "k".repeat(500_000) + MARK + ": 1\n",
                        "this is not YAML"),
                Arguments.of(
                        "a long key",
                        "lockspike: 1\n" + MARK + "k".repeat(1001) + ": 1\n",
                        "a key is one word of at most 1000 characters"),
                Arguments.of(
                        "a value",
                        "lockspike: 1\nneuron: " + MARK + "k".repeat(500_000) + "\n",
                        "'neuron' is a mapping"),
                Arguments.of(
                        "a word of a choice",
                        in("neuron", "rst: " + MARK + "a".repeat(500_000)),
                        "'rst' is one of"),
                Arguments.of(
                        "a name",
                        in("neuron", "inputs: {" + MARK + "n".repeat(129) + ": u8}"),
                        "cannot be a name"),
                Arguments.of(
                        "a word of an equation",
                        in("equation", "w: u8 = " + MARK + "n".repeat(500_000)),
                        "a word of 500000 characters; 300 are the most"),
                Arguments.of(
                        "a number",
                        in("equation", "w: u8 = " + MARK + "1".repeat(500_000)),
                        "a word of 500000 characters; 300 are the most"),
                Arguments.of(
                        "a number beyond 256 bits",
                        in("equation", "w: u8 wrap = " + MARK + "9".repeat(100)),
                        "this value may need 333 bits; 256 is the most"),
                Arguments.of(
                        "brackets",
                        in("equation", "w: u8 = " + "(".repeat(200) + MARK + "(".repeat(500_000)),
                        "brackets nest deeper than 200"),
                Arguments.of(
                        "nots",
                        in(
                                "equation",
                                "w: u1 = " + "not ".repeat(199) + MARK + "not ".repeat(99_999)),
                        "brackets nest deeper than 200"),
                Arguments.of(
                        "signs",
                        in("equation", "w: u1 = " + "-".repeat(199) + MARK + "~".repeat(500_000)),
                        "brackets nest deeper than 200"),
                Arguments.of(
                        "blocks",
                        in(
                                "equation",
                                "when b { ".repeat(199)
                                        + "when b { when "
                                        + MARK
                                        + "b { ".repeat(99)),
                        "brackets nest deeper than 200"),
                Arguments.of(
                        "choices",
                        in(
                                "equation",
                                "w: u1 = " + "b ? b : ".repeat(199) + "b ? " + MARK + "b : b"),
                        "brackets nest deeper than 200"),
                Arguments.of(
                        "terms", in("equation", "w: s64 wrap = v" + chain(" + v", 200_000)), deep),
                Arguments.of("ors", in("equation", "w: u1 = b" + chain(" or b", 150_000)), deep),
                Arguments.of("bits", in("equation", "w: u1 = b" + chain("[0]", 250_000)), deep),
                Arguments.of(
                        "memories",
                        in("memory", lines(2, i -> mark(i == 1) + "m" + i + ": u64[4194304] = 9")),
                        "the memories have more than 4194304 cells"),
                Arguments.of(
                        "a layer of memories",
                        in("memory", MARK + "m@65536: u64[4194304] init 7"),
                        "the memories have more than 4194304 cells"),
                Arguments.of(
                        "layers of memories",
                        in("memory", lines(65, i -> mark(i == 16) + "m" + i + "@65536: u8[1] = 0")),
                        small),
                Arguments.of(
                        "layers of parameters",
                        in("neuron", "parameters:\n  " + layers("1").replace("\n", "\n  ")),
                        small),
                Arguments.of(
                        "layers of inputs",
                        in("neuron", "inputs:\n  " + layers("u1").replace("\n", "\n  ")),
                        small),
                Arguments.of(
                        "layers of states",
                        in("neuron", "state:\n  " + layers("u64 = 9").replace("\n", "\n  ")),
                        small),
                Arguments.of(
                        "a layer of wires",
                        in(
                                "equation",
                                "replicate 65536 {\n"
                                        + lines(9999, i -> "w" + i + ": u1 = b")
                                        + "\n}"),
                        small),
                Arguments.of(
                        "a layer of terms",
                        in(
                                "equation",
                                "replicate 65536 { w: u64 wrap = v" + " + v".repeat(490) + " }"),
                        small),
                Arguments.of(
                        "a layer of blocks",
                        in("equation", "replicate 65536 { " + "when b { }; ".repeat(9_999) + "}"),
                        small),
                Arguments.of(
                        "a layer of writes",
                        in("equation", "replicate 65536 { " + "m[0]' = 1; ".repeat(9_999) + "}"),
                        small),
                Arguments.of(
                        "a layer of layers",
                        in("equation", "replicate 65536 { " + MARK + "replicate 65536 { } }"),
                        "'replicate' stands at the top only"),
                Arguments.of(
                        "outputs",
                        in(
                                "neuron",
                                "state: {v@65536: u1}\noutputs: [v, "
                                        + MARK
                                        + "v"
                                        + ", v".repeat(99_999)
                                        + "]"),
                        "'v@0' is an output twice"));
    }

    private static String mark(boolean here) {
        return here ? MARK : "";
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String layers(String declaration) {
        return lines(99, i -> mark(i == 16) + "p" + i + "@65536: " + declaration);
    }

    /// A chain of operators; the mark stands where 500 of them are outside of it.
    private static String chain(String link, int count) {
        int blanks = link.length() - link.stripLeading().length();
        return link.repeat(count - 501)
                + link.substring(0, blanks)
                + MARK
                + link.substring(blanks)
                + link.repeat(500);
    }

    @Test
    void namesTheNeuronWhereItsLoweringFails() {
        String far = "0x1" + "0".repeat(70);

        refused(
                () -> parse(shortForm("fire", "{threshold: " + far + "}")),
                "bad.yaml:3:3 (lowered):",
                "this value may need 281 bits; 256 is the most");
    }

    @Test
    void goesOnWhereNothingIsEvaluated() {
        String dead =
                """
                lockspike: 1
                neuron:
                  inputs: {x: s8}
                  equations: |
                    a: s8 = 1 == 1 ? x : x << 1000000000
                    b: s8 = 0 == 1 ? x - (x >> -1000000000) : x
                    c: s8 = 0 == 1 ? x - shr(x, -1000000000, half-up) : x
                    d: s8 = 1 == 1 ? x : (x << 200) * (x << 200)
                    e: s8 = %s
                """
                        .formatted("1 == 1 ? (".repeat(90) + "x" + ") : x".repeat(90));

        Spec spec = SpecFile.parse(dead, "dead.yaml", Path.of("."), Map.of());

        assertThat(spec.canonical()).hasLineCount(8).hasSizeLessThan(5000);
    }

    @Test
    void takesWhatIsJustNotTooLarge() {
        String text =
                in(
                        "equation",
                        "w: s64 wrap = v"
                                + " + v".repeat(498)
                                + "\nu: s16 = min(v"
                                + ", v".repeat(20_000)
                                + ")");

        Spec spec = SpecFile.parse(text, "large.yaml", Path.of("."), Map.of());

        assertThat(spec.equations().wires()).hasSize(2);
        assertThat(spec.canonical()).contains(" + v + v");
    }

    // ---- files

    @Test
    void refusesAFileThatIsTooLarge(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.yaml");
        Files.write(file, ("# " + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));

        refused(() -> SpecFile.read(file), file + ": ", "the file is larger than 1 MiB");
    }

    @Test
    void takesAFileOfOneMebibyte(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.yaml");
        String spec = Library.yaml("lif");
        Files.writeString(file, spec + "#".repeat((1 << 20) - spec.length()));

        assertThat(SpecFile.read(file).name()).isEqualTo("lif");
    }

    @Test
    void refusesAFileThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("latin1.yaml");
        Files.write(file, "lockspike: 1\nname: gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));

        refused(
                () -> SpecFile.read(file),
                file + ":2:9: ",
                "the byte 0xFC is not UTF-8: save the file as UTF-8 text");
    }

    @Test
    void refusesAFileThatEndsInsideACharacter(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cut.yaml");
        Files.write(file, new byte[] {'#', (byte) 0xC3});

        refused(() -> SpecFile.read(file), file + ":1:2: ", "the byte 0xC3 is not UTF-8");
    }

    @Test
    void refusesAnEmptyFile(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("empty.yaml"));

        refused(() -> SpecFile.read(file), file + ": ", "the file is empty: start with");
    }

    @Test
    void refusesAFolderAndAFileThatIsNotThere(@TempDir Path folder) {
        Path missing = folder.resolve("missing.yaml");

        refused(() -> SpecFile.read(folder), folder + ": ", "this is a folder, not a file");
        refused(() -> SpecFile.read(missing), missing + ": ", "no such file");
    }

    @Test
    void refusesACharacterThatYamlDoesNotKnow() {
        refused("lockspike: 1\nname: a" + MARK + "\u0001b\n", "U+0001 has no place in YAML");
        refused("lockspike: 1\nname: a" + MARK + "\u0000b\n", "U+0000 has no place in YAML");
    }

    @ParameterizedTest
    @CsvSource({"'\r\n'", "'\r'"})
    void findsThePlaceBehindOtherEndsOfLines(String end) {
        String text = in("equation", "\n# a comment\nw: u8 = ‹oops");

        refused(
                () ->
                        SpecFile.parse(
                                text.replace(MARK, "").replace("\n", end),
                                "bad.yaml",
                                Path.of("."),
                                Map.of()),
                place(text, "bad.yaml") + ": ",
                "'oops' is not declared");
    }

    @Test
    void refusesAnUnknownParameterOfARun() {
        refused(
                () ->
                        SpecFile.parse(
                                Library.yaml("lif"),
                                "lif.yaml",
                                Path.of("."),
                                Map.of("theta", List.of(BigInteger.ONE))),
                "lif.yaml: ",
                "--set names 'theta', and the spec has no such parameter");
    }

    // ---- bindings in files of their own

    @Test
    void refusesABindingFileThatIsWrong(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bind.yaml");
        Files.writeString(file, "map: {a: v}\nties: {b: 1}\n");

        refused(
                () -> SpecFile.readBinding(file),
                file + ":2:1: ",
                "a binding file has no key 'ties' (did you mean 'tie'?)");
    }

    // ---- cells in files

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "../outside.mem      | leaves the spec's folder: name a file beside the spec",
                "sub/../../o.mem     | leaves the spec's folder",
                "/etc/passwd         | leaves the spec's folder",
                "missing.mem         | 'missing.mem' cannot be read: name a file beside the spec",
                "sub                 | 'sub' cannot be read",
                "``                  | '' cannot be read",
                "word.mem            | word.mem:3: '0xFF' is no hexadecimal word",
                "wide.mem            | wide.mem:1: the word 1ff has more than the 8 bits of u8",
                "many.mem            | many.mem:2: more than 4 words",
                "few.mem             | 'few.mem' gives no word for cell 2 of 4",
                "hole.mem            | 'hole.mem' gives no word for cell 0 of 4",
                "address.mem         | address.mem:1: 'G' is no hexadecimal word",
                "far.mem             | far.mem:1: more than 4 words",
                "long.mem            | long.mem:1: 'fffff",
                "sign.mem            | sign.mem:1: '-1' is no hexadecimal word",
                "unknown.mem         | unknown.mem:1: 'xx' is no hexadecimal word",
                "comment.mem         | comment.mem:4: 'zz' is no hexadecimal word",
            })
    void refusesCells(String file, String message, @TempDir Path folder) throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Map<String, String> files =
                Map.ofEntries(
                        Map.entry("word.mem", "00 01\n\n0xFF\n"),
                        Map.entry("wide.mem", "1FF"),
                        Map.entry("many.mem", "1 2\n3 4 5"),
                        Map.entry("few.mem", "1 2"),
                        Map.entry("hole.mem", "@1 1 2 3"),
                        Map.entry("address.mem", "@G"),
                        Map.entry("far.mem", "@" + "f".repeat(60) + " 1"),
                        Map.entry("long.mem", "f".repeat(100_000)),
                        Map.entry("sign.mem", "-1 0 0 0"),
                        Map.entry("unknown.mem", "xx 0 0 0"),
                        Map.entry("comment.mem", "1 // zz\n/* zz\n*/ 2\nzz"));
        for (var entry : files.entrySet()) {
            Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
        }
        String spec = in("memory", "m: u8[4] = ‹file(\"" + file + "\")");
        Files.writeString(folder.resolve("bad.yaml"), spec.replace(MARK, ""));

        assertThat(sub).isEmptyDirectory();
        refused(
                () -> SpecFile.read(folder.resolve("bad.yaml")),
                place(spec, folder.resolve("bad.yaml").toString()) + ": ",
                message);
    }

    @Test
    void refusesAFileNameWithANullCharacter() {
        refused(
                in("memory", "m: " + MARK + "\"u8[1] = file('a')\"")
                        .replace("'a'", "\\\"a\\0\\\"")
                        .replace(MARK + "\"u8[1] = ", "\"u8[1] = " + MARK),
                "is no file name");
    }

    @Test
    void readsCellsBesideTheSpec(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(
                folder.resolve("sub/w.mem"),
                "/* four\n cells */ 7f // the first\n@2 FF\n80\n@1 0_1");
        String spec = in("memory", "m: s8[4] = file(\"sub/./w.mem\")");
        Files.writeString(folder.resolve("good.yaml"), spec);
        List<Long> cells = new ArrayList<>(List.of(127L, 1L, -1L, -128L));

        assertThat(SpecFile.read(folder.resolve("good.yaml")).equations().memories())
                .singleElement()
                .satisfies(memory -> assertThat(memory.rst()).contains(cells));
    }
}
