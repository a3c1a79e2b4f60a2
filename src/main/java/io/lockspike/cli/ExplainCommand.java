package io.lockspike.cli;

import io.lockspike.report.ExplainJson;
import io.lockspike.report.ExplainText;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif explain SPEC`: what the spec says, as equations.
final class ExplainCommand implements Command {

    @Override
    public CommandSpec options() {
        return Options.command(
                        "explain",
                        "Shows the lowered equations with types and intervals, the latency of each output, and what the leak really does.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addOption(Options.set())
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        String file = options.matchedPositionalValue(0, "");
        Spec spec = SpecFile.read(Options.path(file), Options.overrides(options));
        if (options.hasMatchedOption("--json")) {
            ExplainJson.print(spec, console.out());
        } else {
            console.print(ExplainText.lines(spec));
        }
        return Main.AGREED;
    }
}
