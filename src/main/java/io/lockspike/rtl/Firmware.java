package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import io.lockspike.equation.Words;
import io.lockspike.spec.Spec;
import io.lockspike.tool.BuildCache;
import io.lockspike.tool.Program;
import io.lockspike.tool.Template;
import io.lockspike.tool.Toolchain;
import io.lockspike.vector.DeviceHeader;
import io.lockspike.vector.Pins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The user's C: a function that makes one step.
///
/// A name alone, `step`, is a function that takes the structs of `NAME_device.h`: `void step(const
/// NAME_device_inputs *in, NAME_device_outputs *out)`. A call, `spike = step(current, &v)`, is any
/// other one: an input's name stands for its value, `&` and an output's name for a place to write
/// it, and what is in front of `=` is the output that it gives.
///
/// @param files its sources; in a call the first is compiled together with what calls it
/// @param call the function
/// @param start a function that takes and gives nothing, called at power-up; beside a call also in
///   rows with rst, which then show nothing
/// @param sanitize whether addresses and undefined behaviour are watched
public record Firmware(
        List<Path> files,
        List<Path> includes,
        List<String> defines,
        String call,
        Optional<String> start,
        boolean sanitize)
        implements DeviceSources {
    private static final String NAME = "[A-Za-z_]\\w{0,99}";
    private static final Pattern CALL =
            Pattern.compile(
                    "(?:(%s)\\s*=\\s*)?(%s)\\s*\\(\\s*((?:&?%s\\s*(?:,\\s*(?=&?\\w))?)*)\\)"
                            .formatted(NAME, NAME, NAME));

    public Firmware {
        Sources.refuseMissing(files, "--c");
        Sources.refuseIncludes(includes);
        start.ifPresent(name -> refuse(!name.matches(NAME), "--start " + name + ": write a name"));
        boolean known = call.matches(NAME) || CALL.matcher(call).matches();
        refuse(
                !known,
                "--call '%s': write the name of a function, or a call as in 'spike = step(current, &v)'"
                        .formatted(call));
    }

    private static void refuse(boolean refused, String why) {
        if (refused) {
            throw new BadInputException(why);
        }
    }

    @Override
    public boolean isC() {
        return true;
    }

    @Override
    public String shown() {
        return files.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    @Override
    public Pins pins(Pins bound) {
        return bound;
    }

    @Override
    public Built build(Spec spec, Pins pins, Extra extra, Path work, BuildCache cache) {
        try {
            Files.writeString(
                    work.resolve(pins.module() + "_device.h"), DeviceHeader.of(spec, pins));
            boolean rstHides = isCall() && start.isPresent() && rst(pins).isPresent();
            int columns = pins.outputs().size() + (rstHides ? 1 : 0);
            Files.writeString(work.resolve("shim.c"), shim(pins, rstHides, columns));
            String version = Toolchain.version("gcc", "cc", "--version");
            compile(work);
            return new Built(
                    work.resolve("device.so"),
                    environment(),
                    columns,
                    false,
                    Map.of(),
                    List.of(version),
                    List.of(),
                    List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isCall() {
        return CALL.matcher(call).matches();
    }

    private static Optional<Pins.In> rst(Pins pins) {
        return pins.inputs().stream()
                .filter(in -> in.signal().slot() == 0 && in.signal().name().equals("rst"))
                .findFirst();
    }

    private String shim(Pins pins, boolean rstHides, int columns) {
        return Template.of(Firmware.class, "shim.c")
                .with("module", pins.module())
                .with("device", device(pins))
                .with("start", started(pins).map(name -> List.of(name + "();")).orElse(List.of()))
                .with("widths", widths(pins))
                .with("inputs", pins.inputs().size())
                .with("outputs", columns)
                .with("drives", drives(pins))
                .with("call", called(pins, rstHides))
                .with("samples", samples(pins, rstHides))
                .fill();
    }

    private Optional<String> started(Pins pins) {
        String own = pins.module() + "_device_row";
        return start.or(() ->
                call.equals(own) ? Optional.of(pins.module() + "_device_start") : Optional.empty());
    }

    /// Where the function is declared: in a call the user's own file says it.
    private List<String> device(Pins pins) {
        if (isCall()) {
            return List.of("#include \"" + files.getFirst().toAbsolutePath() + "\"");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "void %s(const %s_device_inputs *, %s_device_outputs *);"
                        .formatted(call, pins.module(), pins.module()));
        start.ifPresent(name -> lines.add("void " + name + "(void);"));
        return lines;
    }

    private static List<String> widths(Pins pins) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.outputs().size(); i++) {
            lines.add("bits[%d] = %d;".formatted(i, pins.outputs().get(i).type().bits()));
        }
        return lines;
    }

    private static List<String> drives(Pins pins) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.inputs().size(); i++) {
            String member = DeviceHeader.member(pins.inputs().get(i).signal().name());
            lines.add("driven.%s = in[%d];".formatted(member, i));
        }
        return lines;
    }

    private List<String> called(Pins pins, boolean rstHides) {
        Matcher parts = CALL.matcher(call);
        if (!parts.matches()) {
            return List.of(call + "(&driven, &shown);");
        }
        List<String> lines = new ArrayList<>();
        if (rstHides) {
            lines.add("if (driven.rst) %s();".formatted(start.orElseThrow()));
            lines.add("else");
        }
        lines.add(statement(parts, pins));
        return lines;
    }

    private String statement(Matcher parts, Pins pins) {
        Set<String> inputs = new HashSet<>();
        pins.inputs().forEach(in -> inputs.add(DeviceHeader.member(in.signal().name())));
        Set<String> outputs = new HashSet<>();
        pins.outputs().forEach(out -> outputs.add(DeviceHeader.member(out.column())));
        Set<String> used = new HashSet<>();
        List<String> arguments = new ArrayList<>();
        for (String word :
                parts.group(3).isBlank() ? new String[0] : parts.group(3).split(",", -1)) {
            String argument = word.strip();
            boolean place = argument.startsWith("&");
            String name = place ? argument.substring(1) : argument;
            use(name, place ? outputs : inputs, place ? "output" : "input", used);
            arguments.add(place ? "&shown." + name : "driven." + name);
        }
        String result = "";
        if (parts.group(1) != null) {
            use(parts.group(1), outputs, "output", used);
            result = "shown." + parts.group(1) + " = ";
        }
        if (start.isPresent()) {
            used.add("rst");
        }
        refuseUnused(inputs, used, "input", "is passed to nothing");
        refuseUnused(outputs, used, "output", "gets no value");
        return result + parts.group(2) + "(" + String.join(", ", arguments) + ");";
    }

    private void use(String name, Set<String> known, String kind, Set<String> used) {
        refuse(
                !known.contains(name),
                "--call '%s': '%s' is no %s%s; there is %s"
                        .formatted(
                                call,
                                name,
                                kind,
                                Words.didYouMean(name, known),
                                Words.list(sorted(known))));
        used.add(name);
    }

    private void refuseUnused(Set<String> all, Set<String> used, String kind, String what) {
        for (String name : sorted(all)) {
            String rst = name.equals("rst") ? ": name the function that resets it by --start" : "";
            refuse(
                    !used.contains(name),
                    "--call '%s': the %s '%s' %s%s".formatted(call, kind, name, what, rst));
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /// As a value of the model is held; a member that has too large a value keeps it, and differs.
    private static List<String> samples(Pins pins, boolean rstHides) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pins.outputs().size(); i++) {
            Type type = pins.outputs().get(i).type();
            String cast = type.signed() ? "(int64_t)" : "(int64_t)(uint64_t)";
            String member = DeviceHeader.member(pins.outputs().get(i).column());
            lines.add("out[%d] = %sshown.%s;".formatted(i, cast, member));
        }
        if (rstHides) {
            lines.add("out[%d] = !driven.rst;".formatted(pins.outputs().size()));
        }
        return lines;
    }

    private void compile(Path work) {
        // Hidden, so that their own 'step' is called, and not the one that the C library has.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "cc",
                                "-shared",
                                "-fPIC",
                                "-fvisibility=hidden",
                                "-O2",
                                "-g",
                                "-w",
                                "-Werror=implicit-function-declaration"));
        if (sanitize) {
            command.addAll(List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all"));
        } else {
            command.add("-Wl,--no-undefined");
        }
        command.add("-I.");
        includes.forEach(include -> command.add("-I" + include.toAbsolutePath()));
        defines.forEach(define -> command.add("-D" + define));
        command.addAll(List.of("-o", "device.so", "shim.c"));
        files.stream()
                .skip(isCall() ? 1 : 0)
                .map(Path::toAbsolutePath)
                .filter(file -> !file.toString().endsWith(".h"))
                .forEach(file -> command.add(file.toString()));
        command.add("-lm");
        VerilatorBuild.compiled(work, command);
    }

    /// The address sanitizer must be there before everything else; the JVM needs its own signals.
    private Map<String, String> environment() {
        if (!sanitize) {
            return Map.of();
        }
        List<String> ask = List.of("cc", "-print-file-name=libasan.so");
        String runtime = Program.of(Path.of("/"), ask).run().output().strip();
        return Map.of(
                "LD_PRELOAD", runtime,
                "ASAN_OPTIONS", "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:detect_leaks=0",
                "UBSAN_OPTIONS", "print_stacktrace=0");
    }
}
