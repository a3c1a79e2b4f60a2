package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.tool.BuildCache;
import io.lockspike.tool.Program;
import io.lockspike.tool.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Firmware that is written from a spec, compiled for a machine, and run in an emulator of it.
///
/// @param lite whether it speaks the lite profile, else the full one
/// @param edit what is done to the files before they are compiled
record FirmwareBoard(Machine machine, boolean lite, UnaryOperator<Map<String, String>> edit)
        implements Emulation {

    static FirmwareBoard of(Machine machine, boolean lite) {
        return new FirmwareBoard(machine, lite, UnaryOperator.identity());
    }

    @Override
    public Launch build(Spec spec, int lane, Path folder) throws IOException {
        String compiler = machine.compiler();
        String make = Toolchain.version("make", "make", "--version");
        Path sources = Files.createDirectory(folder.resolve("firmware"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> file : edit.apply(FirmwareFiles.of(spec, lane)).entrySet()) {
            files.add(Files.writeString(sources.resolve(file.getKey()), file.getValue()));
        }
        BuildCache cache = BuildCache.of("boards", folder);
        List<String> words = List.of(compiler, make, machine.target, lite ? "lite" : "full");
        String name = machine.target + "-" + BuildCache.key(files, words).substring(0, 32);
        if (!Files.isRegularFile(cache.file(name))) {
            make(sources);
            cache.keep(sources.resolve("build").resolve(machine.made), name);
        }
        Launch launch = machine.launch(cache.file(name), folder);
        List<String> tools = new ArrayList<>(List.of(compiler));
        tools.addAll(launch.tools());
        return new Launch(launch.script(), launch.baud(), tools);
    }

    private void make(Path sources) {
        // Warnings of a compiler that we have never met must not keep a user from running it.
        List<String> command =
                List.of(
                        "make",
                        "-s",
                        machine.target,
                        "PROFILE=" + (lite ? "LITE" : "FULL"),
                        "WERROR=");
        Program.Ended ended = Program.of(sources, command).run();
        if (!ended.well()) {
            throw new BadInputException(
                    "the firmware for %s cannot be built: %s"
                            .formatted(machine.target, Toolchain.complaint(ended)));
        }
    }
}
