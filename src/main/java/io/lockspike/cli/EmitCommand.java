package io.lockspike.cli;

import io.lockspike.board.FirmwareFiles;
import io.lockspike.emit.C99;
import io.lockspike.emit.Dpi;
import io.lockspike.emit.Smt;
import io.lockspike.emit.Verilog;
import io.lockspike.emit.VerilogLink;
import io.lockspike.equation.BadInputException;
import io.lockspike.report.OwnFiles;
import io.lockspike.report.WholeFile;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.vector.CommitFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif emit SPEC --verilog|--c|--dpi|--smt|--firmware -o DIR`: the spec in another language.
final class EmitCommand implements Command {

    @Override
    public CommandSpec options() {
        return Options.command(
                        "emit",
                        "Writes the spec as readable Verilog-2001, C99 or SMT-LIB 2, as a scoreboard by DPI-C, or as a board's firmware.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addOption(Options.flag("--verilog", "write NAME.v"))
                .addOption(
                        Options.flag(
                                "--c",
                                "write NAME.h and NAME.c, and NAME_device.c for the runner of 'lif vectors'"))
                .addOption(
                        Options.flag(
                                "--dpi",
                                "write the C, and a scoreboard for SystemVerilog simulators: NAME_dpi.c and NAME_dpi.sv"))
                .addOption(Options.flag("--smt", "write NAME.smt2"))
                .addOption(
                        Options.flag(
                                "--link",
                                "write NAME.v and NAME_link.v: the Verilog as a board of 'lif board', for an FPGA"))
                .addOption(
                        Options.flag(
                                "--firmware",
                                "write the C with the board link around it, for a PC, a Cortex-M and an AVR"))
                .addOption(
                        Options.flag(
                                "--commit",
                                "write what watches a device and writes its commits down: NAME_commits.sv, and .py for cocotb"))
                .addOption(
                        Options.value(
                                "--device",
                                "NAME",
                                "what the module is called that --commit watches (the spec's name)"))
                .addOption(
                        Options.value("-o|--output", "DIR", "the folder; made where there is none"))
                .addOption(
                        Options.value(
                                "--lane",
                                "N",
                                "whose parameters the C, the SMT-LIB and the board have (0)"))
                .addOption(Options.set());
    }

    @Override
    public int run(ParseResult options, Console console) {
        String file = options.matchedPositionalValue(0, "");
        String folder = options.matchedOptionValue("-o", "");
        if (folder.isEmpty()) {
            throw new BadInputException("name the folder to write to: -o DIR");
        }
        Spec spec = SpecFile.read(Options.path(file), Options.overrides(options));
        Map<String, String> texts = texts(spec, options);
        if (texts.isEmpty()) {
            throw new BadInputException(
                    "say what to write: --verilog, --c, --dpi, --smt, --link, --firmware, --commit or several of them");
        }
        texts.forEach(
                (name, text) -> OwnFiles.refuseOthers(Options.path(folder).resolve(name), text));
        texts.forEach((name, text) -> {
            Path written = Options.path(folder).resolve(name);
            WholeFile.write(written, text);
            console.print("wrote " + written);
        });
        return Main.AGREED;
    }

    /// All of them before the first one is written.
    private static Map<String, String> texts(Spec spec, ParseResult options) {
        Map<String, String> texts = new LinkedHashMap<>();
        String name = Verilog.moduleName(spec.name());
        if (options.hasMatchedOption("--verilog")) {
            texts.put(name + ".v", Verilog.of(spec).text());
        }
        int last = spec.equations().lanes() - 1;
        int lane = (int) Options.number(options, "--lane", 0, 0, last);
        boolean dpi = options.hasMatchedOption("--dpi");
        if (dpi || options.hasMatchedOption("--c")) {
            C99 c = C99.of(spec, lane);
            texts.put(name + ".h", c.headerText());
            texts.put(name + ".c", c.sourceText());
            texts.put(name + "_device.c", c.deviceText());
            if (dpi) {
                Dpi files = Dpi.of(spec, c);
                texts.put(name + "_dpi.c", files.sourceText());
                texts.put(name + "_dpi.sv", files.scoreboardText());
            }
        }
        if (options.hasMatchedOption("--link")) {
            VerilogLink link = VerilogLink.of(spec, lane);
            texts.put(name + ".v", link.neuronText());
            texts.put(link.topName() + ".v", link.linkText());
        }
        if (options.hasMatchedOption("--smt")) {
            texts.put(name + ".smt2", Smt.of(spec, lane).text());
        }
        if (options.hasMatchedOption("--firmware")) {
            texts.putAll(FirmwareFiles.of(spec, lane));
        }
        if (options.hasMatchedOption("--commit")) {
            Optional<String> device =
                    Optional.ofNullable(options.matchedOptionValue("--device", (String) null));
            CommitFiles.of(spec, device).forEach(file -> texts.put(file.path(), file.text()));
        }
        return texts;
    }
}
