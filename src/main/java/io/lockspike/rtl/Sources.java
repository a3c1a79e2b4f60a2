package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import io.lockspike.spec.Spec;
import io.lockspike.tool.BuildCache;
import io.lockspike.vector.Pins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The user's RTL, and how it is to be elaborated.
///
/// @param files Verilog, SystemVerilog and VHDL, and C or C++ that it calls by DPI
/// @param includes folders of what it includes
/// @param defines `NAME` or `NAME=TEXT`
/// @param parameters of the top: numbers, and texts in quotation marks, by name
/// @param ties inputs of the top that the spec knows nothing of: constants by name
/// @param library of VHDL that the files are in
public record Sources(
        List<Path> files,
        List<Path> includes,
        List<String> defines,
        Map<String, String> parameters,
        Map<String, Long> ties,
        String library)
        implements DeviceSources {
    private static final Pattern DEFINE = Pattern.compile("[A-Za-z_]\\w*(=[^\\p{Cntrl}]*)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\w*'?[sS]?[bdhoBDHO]?[0-9a-fA-F_]+");

    /// `module NAME`, or VHDL's `entity NAME is`, at the beginning of a line.
    private static final Pattern MODULE =
            Pattern.compile(
                    "(?im)^[ \\t]*(?:module|entity)\\s+(?:automatic\\s+|static\\s+)?([a-z_]\\w*)");

    private static final Pattern TEXT = Pattern.compile("\"[^\"\\\\\\p{Cntrl}]*\"");

    public Sources {
        refuseMissing(files, "--rtl");
        refuseIncludes(includes);
        for (String define : defines) {
            refuse(!DEFINE.matcher(define).matches(), "-D " + define + ": write NAME or NAME=TEXT");
        }
        parameters.forEach((name, value) ->
                refuse(
                        !name.matches("[A-Za-z_]\\w*") || !isValue(value),
                        "-G " + name + "=" + value + ": write NAME=NUMBER, or NAME=\"TEXT\""));
        boolean vhdl = files.stream().anyMatch(file -> Language.of(file) == Language.VHDL);
        parameters.forEach((name, value) ->
                refuse(
                        vhdl && TEXT.matcher(value).matches(),
                        "-G %s=%s: GHDL's translation takes numbers alone: set it in a module around the device"
                                .formatted(name, value)));
        refuse(
                !library.matches("[A-Za-z]\\w*"),
                "--work " + library + ": the name of a VHDL library is letters, digits and _");
    }

    private static boolean isValue(String value) {
        return NUMBER.matcher(value).matches() || TEXT.matcher(value).matches();
    }

    static void refuseMissing(List<Path> files, String option) {
        refuse(files.isEmpty(), option + " FILE … is missing: name the files of the device");
        for (Path file : files) {
            refuse(!Files.isRegularFile(file), file + ": no such file");
        }
    }

    static void refuseIncludes(List<Path> includes) {
        for (Path folder : includes) {
            refuse(!Files.isDirectory(folder), "-I " + folder + ": no such folder");
        }
    }

    private static void refuse(boolean refused, String why) {
        if (refused) {
            throw new BadInputException(why);
        }
    }

    /// What the language of a file is, by its ending.
    enum Language {
        VERILOG,
        VHDL,
        C;

        static Language of(Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".vhd") || name.endsWith(".vhdl")) {
                return VHDL;
            }
            return name.matches(".*[.](c|cc|cpp|cxx)") ? C : VERILOG;
        }
    }

    @Override
    public Pins pins(Pins bound) {
        return bound.with(parameters, ties);
    }

    @Override
    public Built build(Spec spec, Pins pins, Extra extra, Path work, BuildCache cache) {
        return VerilatorBuild.of(this, pins, extra, work, cache);
    }

    @Override
    public boolean isC() {
        return false;
    }

    @Override
    public String shown() {
        return files.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    /// What is said where no file has the top.
    BadInputException noTop(String top) {
        List<String> modules = new ArrayList<>();
        for (Path file : files) {
            modules.addAll(modules(file));
        }
        return new BadInputException(
                "the RTL has no module '%s'%s: name the top by --top; there is %s"
                        .formatted(
                                top,
                                Words.didYouMean(top, modules),
                                modules.isEmpty() ? "none" : Words.list(modules)));
    }

    /// What is said where a file is not there that the device loads a memory from.
    ///
    /// @param where it was looked for
    static BadInputException noMemory(String file, String where) {
        return new BadInputException(
                "the RTL loads a memory from '%s', and there is no such file %s"
                        .formatted(file, where));
    }

    private static List<String> modules(Path file) {
        try {
            return MODULE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .results()
                    .map(result -> result.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it is Verilog by the name of its file, and not SystemVerilog.
    static boolean isPlain(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".v");
    }

    /// What is said where a file is refused in both languages.
    static String refusedTwice(String plain, String system) {
        return plain.equals(system)
                ? plain
                : "%s (that is Verilog, which a file with .v is; as SystemVerilog, which one with .sv is: %s)"
                        .formatted(plain, system);
    }

    List<Path> of(Language language) {
        return files.stream()
                .filter(file -> Language.of(file) == language)
                .map(Path::toAbsolutePath)
                .toList();
    }
}
