package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.report.WholeFile;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lif init DIR --like NAME`: a spec to start from.
final class InitCommand implements Command {
    private static final String SCHEMA = "lockspike.schema.json";

    @Override
    public CommandSpec options() {
        return Options.command("init", "Writes DIR/lif.yaml, a commented spec to start from.")
                .addPositional(
                        PositionalParamSpec.builder()
                                .index("0")
                                .arity("0..1")
                                .paramLabel("DIR")
                                .type(String.class)
                                .description("the folder; made where there is none")
                                .build())
                .addOption(
                        Options.value(
                                "--like", "NAME", "start from this neuron of the library (lif)"))
                .addOption(Options.flag("--list", "show the library"))
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        if (options.hasMatchedOption("--list")) {
            list(options.hasMatchedOption("--json"), console);
            return Main.AGREED;
        }
        String folder = options.matchedPositionalValue(0, "");
        if (folder.isEmpty()) {
            throw new BadInputException(
                    "name a folder: lif init DIR [--like NAME], or lif init --list");
        }
        String yaml = Library.yaml(options.matchedOptionValue("--like", "lif"));
        Path file = Options.path(folder).resolve("lif.yaml");
        if (Files.exists(file)) {
            throw new BadInputException(file + " is there already; name another folder");
        }
        WholeFile.write(Options.path(folder).resolve(SCHEMA), Library.schema());
        WholeFile.write(file, "# yaml-language-server: $schema=" + SCHEMA + "\n" + yaml);
        if (options.hasMatchedOption("--json")) {
            new Json(console.out(), true)
                    .object()
                    .name("schema")
                    .value("lockspike-init-1")
                    .name("file")
                    .value(file.toString())
                    .end();
        } else {
            console.print("wrote " + file);
            console.print("next: lif explain " + file);
        }
        return Main.AGREED;
    }

    private static void list(boolean json, Console console) {
        if (json) {
            Json array = new Json(console.out(), true).array();
            for (String name : Library.names()) {
                Spec spec = Library.spec(name);
                array.object().name("name").value(name).name("hash").value(spec.hash());
                array.name("about").value(spec.about()).end();
            }
            array.end();
            return;
        }
        for (String name : Library.names()) {
            console.print("  %-24s %s".formatted(name, firstSentence(Library.spec(name).about())));
        }
    }

    private static String firstSentence(String about) {
        String text = about.replace('\n', ' ');
        int end = text.indexOf(". ");
        int colon = text.indexOf(": ");
        int cut = colon > 0 && (end < 0 || colon < end) ? colon : end;
        return cut < 0 ? text.strip() : text.substring(0, cut);
    }
}
