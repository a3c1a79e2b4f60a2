package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.DeclarationParser;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rst;
import java.io.FileInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads spec files, both forms.
public final class SpecFile {
    static final int MAX_BYTES = 1 << 20;
    private static final List<String> LONG_ONLY = List.of("equations", "state", "memory");

    private final String file;
    private final CellFiles cellFiles;
    private final Map<String, List<BigInteger>> overrides;

    private SpecFile(String file, Path folder, Map<String, List<BigInteger>> overrides) {
        this.file = file;
        this.cellFiles = new CellFiles(folder);
        this.overrides = new HashMap<>(overrides);
    }

    /// Reads a spec file.
    ///
    /// @throws BadInputException if it cannot be read or is wrong
    public static Spec read(Path file) {
        return read(file, Map.of());
    }

    /// Reads a spec file, with other values for some parameters.
    ///
    /// @param overrides values of parameters for this run, by name; several are those of the lanes
    public static Spec read(Path file, Map<String, List<BigInteger>> overrides) {
        Path parent = file.toAbsolutePath().getParent();
        return parse(text(file), file.toString(), parent, overrides);
    }

    /// Reads the text of a spec.
    ///
    /// @param folder where `file("…")` is looked up
    public static Spec parse(
            String text, String file, Path folder, Map<String, List<BigInteger>> overrides) {
        return new SpecFile(file, folder, overrides).spec(YamlReader.read(text, file));
    }

    /// A binding from a file of its own.
    public static Binding readBinding(Path file) {
        Yaml yaml = YamlReader.read(text(file), file.toString());
        BindingReader.refuseKind(yaml);
        return BindingReader.binding(yaml, "a binding file");
    }

    static String text(Path file) {
        byte[] bytes;
        // Not by a channel, which takes a millisecond to set up.
        try (var in = new FileInputStream(file.toFile())) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new BadInputException(Place.of(file.toString()), unreadable(file));
        }
        if (bytes.length > MAX_BYTES) {
            throw new BadInputException(Place.of(file.toString()), "the file is larger than 1 MiB");
        }
        return utf8(bytes, file.toString());
    }

    private static String unreadable(Path file) {
        if (Files.isDirectory(file)) {
            return "this is a folder, not a file";
        }
        return Files.exists(file) ? "cannot be read" : "no such file";
    }

    private static String utf8(byte[] bytes, String file) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
            String before = out.flip().toString();
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            throw new BadInputException(
                    new Place(file, line, before.length() - before.lastIndexOf('\n')),
                    "the byte 0x%02X is not UTF-8: save the file as UTF-8 text"
                            .formatted(bytes[in.position()]));
        }
        return out.flip().toString();
    }

    private Spec spec(Yaml yaml) {
        Fields fields = Fields.of("a spec", yaml);
        Fields.integer(
                fields.required("lockspike"), "'lockspike' (the version of the format)", 1, 1);
        String name = fields.optional("name").map(this::name).orElseGet(this::stem);
        String about = fields.optional("about").map(y -> Fields.text(y, "'about'")).orElse("");
        Yaml neuronYaml = fields.required("neuron");
        Map<String, Binding> ports =
                fields.optional("ports").map(BindingReader::ports).orElse(Map.of());
        Optional<Yaml> physicalYaml = fields.optional("physical");
        Optional<Yaml> coreYaml = fields.optional("core");
        Optional<Yaml> eventsYaml = fields.optional("events");
        fields.finish();
        Fields neuronFields = Fields.of("'neuron'", neuronYaml);
        boolean longForm = LONG_ONLY.stream().anyMatch(neuronFields::has);
        Optional<Family> family =
                longForm
                        ? Optional.empty()
                        : Optional.of(
                                FamilyReader.read(
                                        neuronFields, this::declarations, this::lfsrs, this::rst));
        if (longForm && coreYaml.isPresent()) {
            throw new BadInputException(
                    coreYaml.get().at(),
                    "'core' takes a neuron in short form: write its choices, or write the core in equations");
        }
        Optional<Core> core =
                coreYaml.map(y -> CoreReader.read(y, family.orElseThrow(), cellFiles));
        Neuron neuron =
                core.map(c -> CoreLowering.lower(c, family.orElseThrow()))
                        .or(() -> family.map(Lowering::lower))
                        .orElseGet(() -> neuron(neuronFields));
        if (!overrides.isEmpty()) {
            throw new BadInputException(
                    Place.of(file),
                    "--set names '%s', and the spec has no such parameter"
                            .formatted(overrides.keySet().iterator().next()));
        }
        Equations equations = neuron.elaborate();
        ports.values().forEach(port -> port.map().values().forEach(equations::expression));
        String canonical = Canonical.text(equations);
        return new Spec(
                file,
                name,
                about,
                neuron,
                equations,
                core.isPresent() ? Optional.empty() : family,
                core.map(c -> new Each(family.orElseThrow(), c.neurons())),
                ports,
                eventsYaml
                        .map(y -> EventStream.read(y, equations))
                        .or(() -> core.map(c -> EventStream.of(c, equations, c.at())))
                        .orElse(List.of()),
                physicalYaml.map(y -> PhysicalReader.read(y, equations)),
                canonical,
                Canonical.hash(canonical));
    }

    private String name(Yaml yaml) {
        String name = Fields.text(yaml, "'name'");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean good =
                    c < 128 && (Character.isLetterOrDigit(c) || (i > 0 && "._-".indexOf(c) >= 0));
            if (!good || name.length() > 64) {
                throw new BadInputException(
                        yaml.at(),
                        "'name' is up to 64 letters, digits, '.', '_' and '-', the first a letter or digit, not "
                                + yaml.shown());
            }
        }
        if (name.isEmpty()) {
            throw new BadInputException(yaml.at(), "'name' is empty");
        }
        return name;
    }

    private String stem() {
        String last = Path.of(file).getFileName().toString();
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }

    private Rst rst(Fields fields) {
        return fields.optional("rst")
                .map(y -> Fields.choice(y, "'rst'", List.of("async", "sync", "none")))
                .map(word -> Rst.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Rst.NONE);
    }

    private Neuron neuron(Fields fields) {
        Rst rst = rst(fields);
        List<Declaration> declarations = declarations(fields);
        List<Lfsr> lfsrs = lfsrs(fields);
        List<EquationText> texts = new ArrayList<>();
        lfsrs.forEach(lfsr -> declarations.add(lfsr.state()));
        lfsrs.forEach(lfsr -> texts.addAll(lfsr.equations()));
        texts.add(equations(fields.required("equations")));
        List<Equations.Output> outputs = new ArrayList<>();
        fields.optional("outputs")
                .ifPresent(y -> {
                    for (Yaml item : Fields.list(y, "'outputs'")) {
                        EquationText text = Fields.equation(item, "an output");
                        outputs.add(new Equations.Output(text.text(), text.start()));
                    }
                });
        fields.finish();
        return new Neuron(rst, declarations, texts, outputs);
    }

    private List<Lfsr> lfsrs(Fields fields) {
        List<Lfsr> lfsrs = new ArrayList<>();
        fields.optional("lfsr")
                .ifPresent(y ->
                        entries(y, "'lfsr'")
                                .forEach((name, entry) -> lfsrs.add(Lfsr.read(name, entry))));
        return lfsrs;
    }

    /// Inputs, parameters, states and memories, in this order.
    private List<Declaration> declarations(Fields fields) {
        List<Declaration> declarations = new ArrayList<>();
        Map<String, BigInteger> constants = new HashMap<>();
        fields.optional("inputs")
                .ifPresent(y ->
                        entries(y, "'inputs'")
                                .forEach((name, e) ->
                                        declarations.add(parser(name, e, constants).input())));
        fields.optional("parameters")
                .ifPresent(y ->
                        entries(y, "'parameters'")
                                .forEach((name, e) ->
                                        declarations.add(parameter(name, e, constants))));
        fields.optional("state")
                .ifPresent(y ->
                        entries(y, "'state'")
                                .forEach((name, e) ->
                                        declarations.add(parser(name, e, constants).register())));
        fields.optional("memory")
                .ifPresent(y ->
                        entries(y, "'memory'")
                                .forEach((name, e) ->
                                        declarations.add(parser(name, e, constants).table())));
        return declarations;
    }

    private static Map<String, Yaml.Entry> entries(Yaml yaml, String what) {
        if (yaml instanceof Yaml.Mapping mapping) {
            return mapping.entries();
        }
        throw new BadInputException(
                yaml.at(), what + " is a mapping such as {v: u8}, not " + yaml.shown());
    }

    private DeclarationParser parser(
            String name, Yaml.Entry entry, Map<String, BigInteger> constants) {
        EquationText text = Fields.equation(entry.value(), "'" + name + "'");
        return new DeclarationParser(name, entry.at(), text, constants, cellFiles);
    }

    private Declaration parameter(
            String name, Yaml.Entry entry, Map<String, BigInteger> constants) {
        Declaration.Parameter declared =
                entry.value() instanceof Yaml.Sequence sequence
                        ? listed(name, entry, sequence)
                        : parser(name, entry, constants).parameter();
        List<BigInteger> override = overrides.remove(declared.name());
        if (override != null) {
            declared =
                    new Declaration.Parameter(
                            declared.name(),
                            declared.count(),
                            declared.type(),
                            override,
                            declared.at());
        }
        int values = declared.values().size();
        if (declared.count() > 0 && values != 1 && values != declared.count()) {
            throw new BadInputException(
                    declared.at(),
                    "'%s' has %d values for %d neurons".formatted(name, values, declared.count()));
        }
        if (declared.count() == 0 && values == 1) {
            constants.put(declared.name(), declared.values().getFirst());
        }
        return declared;
    }

    private Declaration.Parameter listed(String name, Yaml.Entry entry, Yaml.Sequence sequence) {
        if (sequence.items().isEmpty()) {
            throw new BadInputException(entry.at(), "'" + name + "' has no values");
        }
        List<BigInteger> values =
                sequence.items().stream()
                        .map(y -> Fields.integer(y, "a value of '" + name + "'"))
                        .toList();
        Declaration.Parameter first =
                new DeclarationParser(
                                name,
                                entry.at(),
                                EquationText.at("0", entry.value().at()),
                                Map.of(),
                                cellFiles)
                        .parameter();
        return new Declaration.Parameter(
                first.name(), first.count(), Optional.empty(), values, entry.at());
    }

    private static EquationText equations(Yaml yaml) {
        if (yaml instanceof Yaml.Scalar scalar) {
            Optional<EquationText> kept =
                    scalar.source().filter(source -> source.text().equals(scalar.text()));
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        throw new BadInputException(
                yaml.at(), "'equations' is a text block: write 'equations: |' and the lines below");
    }
}
