package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lockspike.equation.BadInputException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Editors and the reader take the same specs.
class SpecSchemaTest {
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Library.schema(), InputFormat.JSON);

    static Stream<String> names() {
        return Library.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void takesTheLibrary(String name) {
        assertThat(SCHEMA.validate(json(Library.yaml(name)), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lif | leak: | leek:",
                "lif | {shift: 4 | {shfit: 4",
                "lif | floor} | flor}",
                "lif | overflow: sat | overflow: clip",
                "lif | when: \">=\" | when: \"=>\"",
                "lif | {to: 0} | {too: 0}",
                "lif | s16 | s65",
                "lif | s16 | i16",
                "lif | rst:  | rts: ",
                "lif | async | asynchronous",
                "lif | name: | nmae:",
                "lif | steps: 0 | steps: -1",
                "lif | [leak, integrate, fire] | [leak, integrate]",
                "tt-halving | equations: | equation:",
                "tt-halving | state: | states:",
                "tt-halving | u8 = 0 | u8 = zero point",
                "tt-halving | ports: | port:",
                "tt-halving | csv: | cvs:",
                "loihi-cuba | lane: | lanes:",
                "bitplane-layer | u4[32] | u4"
            })
    void refusesWhatTheReaderRefuses(String name, String right, String wrong) {
        String yaml = Library.yaml(name);
        assertThat(yaml).contains(right);
        String changed = yaml.replace(right, wrong);
        assertThat(SCHEMA.validate(json(changed), InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> SpecFile.parse(changed, "a.yaml", Path.of("."), Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("a.yaml:");
    }

    /// A YAML text as JSON, numbers as numbers.
    private static String json(String yaml) {
        var text = new StringWriter();
        write(YamlReader.read(yaml, "a.yaml"), text);
        return text.toString();
    }

    private static void write(Yaml yaml, StringWriter text) {
        switch (yaml) {
            case Yaml.Scalar scalar -> text.append(scalar(scalar));
            case Yaml.Sequence sequence -> {
                String separator = "[";
                for (Yaml item : sequence.items()) {
                    text.append(separator);
                    write(item, text);
                    separator = ",";
                }
                text.append(separator.equals("[") ? "[]" : "]");
            }
            case Yaml.Mapping mapping -> {
                String separator = "{";
                for (var entry : mapping.entries().entrySet()) {
                    text.append(separator).append(quoted(entry.getKey())).append(":");
                    write(entry.getValue().value(), text);
                    separator = ",";
                }
                text.append(separator.equals("{") ? "{}" : "}");
            }
        }
    }

    private static String scalar(Yaml.Scalar scalar) {
        boolean bare = scalar.plain() && scalar.text().matches("-?[0-9]+|true|false");
        return bare ? scalar.text() : quoted(scalar.text());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
