package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.report.WholeFile;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.Json;
import io.lockspike.vector.StarterFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lif init DIR --like NAME`: a spec to start from.
final class InitCommand implements Command {
    private static final String SCHEMA = "lockspike.schema.json";

    @Override
    public CommandSpec options() {
        return Options.command(
                        "init",
                        "Writes DIR/lif.yaml, a commented spec to start from, or with --starter a project.")
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
                .addOption(
                        Options.flag(
                                "--starter",
                                "write RTL, vectors with a bench, and a Makefile, too; the spec gets the folder's name"))
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
        Path root = Options.path(folder);
        Path file = root.resolve("lif.yaml");
        Map<Path, String> texts = new LinkedHashMap<>();
        boolean starter = options.hasMatchedOption("--starter");
        if (starter) {
            yaml = named(yaml, root);
            Spec spec = SpecFile.parse(yaml, file.toString(), root, Map.of());
            StarterFiles.of(spec).forEach(one -> texts.put(root.resolve(one.path()), one.text()));
        }
        texts.put(root.resolve(SCHEMA), Library.schema());
        texts.put(file, "# yaml-language-server: $schema=" + SCHEMA + "\n" + yaml);
        refuseOverwriting(starter ? texts.keySet() : Set.of(file));
        texts.forEach(WholeFile::write);
        say(file, texts, starter, options, console);
        return Main.AGREED;
    }

    /// The spec under the folder's name, which becomes the module's.
    private static String named(String yaml, Path root) {
        String name = root.toAbsolutePath().normalize().getFileName().toString();
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
            throw new BadInputException(
                    "the module is called as the folder, so that is up to 64 letters, digits, _ and -, the first a letter, not '%s'"
                            .formatted(name));
        }
        return yaml.replaceFirst("(?m)^name: .*$", "name: " + name);
    }

    private static void refuseOverwriting(Set<Path> files) {
        for (Path file : files) {
            if (Files.exists(file)) {
                throw new BadInputException(file + " is there already; name another folder");
            }
        }
    }

    private static void say(
            Path file,
            Map<Path, String> texts,
            boolean starter,
            ParseResult options,
            Console console) {
        if (options.hasMatchedOption("--json")) {
            Json json = new Json(console.out(), true).object();
            json.name("schema").value("lockspike-init-1").name("file").value(file.toString());
            json.name("files").array();
            texts.keySet().forEach(one -> json.value(one.toString()));
            json.end().end();
        } else if (starter) {
            console.print("wrote %d files in %s".formatted(texts.size(), file.getParent()));
            console.print("next: make -C " + file.getParent());
        } else {
            console.print("wrote " + file);
            console.print("next: lif explain " + file);
        }
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
