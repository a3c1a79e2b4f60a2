package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import io.lockspike.tool.Template;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The VHDL bench. What stands inside the device is left to the other benches.
final class VhdlBench extends Bench {
    /// An identifier as VHDL has it; what is none stands between backslashes.
    private static final Pattern BASIC = Pattern.compile("[A-Za-z](_?[A-Za-z0-9])*");

    private static final Set<String> RESERVED =
            Set.of(
                    """
                    abs access after alias all and architecture array assert assume
                    assume_guarantee attribute begin block body buffer bus case component
                    configuration constant context cover default disconnect downto else elsif end
                    entity exit fairness file for force function generate generic group guarded if
                    impure in inertial inout is label library linkage literal loop map mod nand new
                    next nor not null of on open or others out package parameter port postponed
                    procedure process property protected pure range record register reject release
                    rem report restrict restrict_guarantee return rol ror select sequence severity
                    shared signal sla sll sra srl strong subtype then to transport type unaffected
                    units until use variable vmode vprop vunit wait when while with xnor xor
                    """
                            .strip()
                            .split("\\s+"));

    /// The bench's own name for each port.
    private final Map<String, String> own = new HashMap<>();

    private VhdlBench(VectorSet set) {
        super(set);
    }

    /// The device's name for a port or a generic.
    private static String formal(String name) {
        return isBasic(name) ? name : "\\" + name + "\\";
    }

    private static boolean isBasic(String name) {
        return BASIC.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /// What the bench's names for a port begin with: its name where it is one in VHDL, too, and is
    /// not that of the bench's clock; else `pin0`, `pin1`, …
    private String own(String port) {
        String known = own.get(port);
        if (known != null) {
            return known;
        }
        String name = name(port);
        if (!isBasic(name) || name.equalsIgnoreCase("clk")) {
            name = "pin0";
        }
        for (int i = 1; own.containsValue(name); i++) {
            name = "pin" + i;
        }
        own.put(port, name);
        return name;
    }

    static TextFile of(VectorSet set) {
        var bench = new VhdlBench(set);
        return new TextFile(set.pins().module() + "_tb.vhd", bench.text());
    }

    private String text() {
        return template("bench.vhd")
                .with("high", pins.startsHigh() ? "1" : "0")
                .with("signals", signals())
                .with("generics", generics())
                .with("packs", packs())
                .with("connections", connections())
                .with("files", files())
                .with("words", words())
                .with("drives", drives())
                .with("waits", waits())
                .with("samples", samples())
                .with("compares", compares())
                .fill();
    }

    private String type(Type type) {
        return type.equals(Type.BIT)
                ? "std_logic"
                : "%s(%d downto 0)".formatted(vector(type), type.bits() - 1);
    }

    private String vector(Type type) {
        if (pins.plainVectors()) {
            return "std_logic_vector";
        }
        return type.signed() ? "signed" : "unsigned";
    }

    private List<String> signals() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            Type type = column(in).type;
            String start =
                    type.equals(Type.BIT) ? in.inverted() ? "'1'" : "'0'" : "(others => '0')";
            lines.add("signal %s_in : %s := %s;".formatted(own(in.port()), type(type), start));
        }
        for (Pins.Out out : ports()) {
            lines.add("signal %s_out : %s;".formatted(own(out.port()), type(out.type())));
        }
        pins.driven()
                .forEach((port, drives) -> {
                    if (isPacked(drives)) {
                        int bits = drives.stream().mapToInt(Pins.Drive::bits).sum();
                        lines.add(
                                "signal %s_bits : std_logic_vector(%d downto 0);"
                                        .formatted(own(port), bits - 1));
                    }
                });
        readyAlone()
                .ifPresent(ready ->
                        lines.add(
                                "signal %s_out : %s;"
                                        .formatted(own(ready.port()), type(type(ready)))));
        for (Pins.Out out : late()) {
            String name = own(out.port());
            lines.add(
                    "type %s_history is array (0 to ROWS + LATENCY - 1) of %s;"
                            .formatted(name, type(out.type())));
        }
        return lines;
    }

    /// The outputs that are there before the slowest one.
    private List<Pins.Out> late() {
        List<Pins.Out> late = new ArrayList<>(ports());
        late.removeIf(out -> out.latency() == latency());
        return late;
    }

    private List<String> connections() {
        List<String> lines = new ArrayList<>();
        String inverted = pins.fallingClock() ? "not " : "";
        pins.clock()
                .ifPresent(clock -> lines.add("%s => %sclk_in".formatted(formal(clock), inverted)));
        pins.driven()
                .forEach((port, drives) ->
                        lines.add("%s => %s".formatted(formal(port), driver(port, drives))));
        ports().forEach(out ->
                lines.add("%s => %s_out".formatted(formal(out.port()), own(out.port()))));
        readyAlone()
                .ifPresent(ready ->
                        lines.add(
                                "%s => %s_out".formatted(formal(ready.port()), own(ready.port()))));
        return Template.commas(lines);
    }

    private String driver(String port, List<Pins.Drive> drives) {
        if (isPacked(drives)) {
            return own(port) + "_bits";
        }
        return switch (drives.getFirst()) {
            case Pins.In in -> own(in.port()) + "_in";
            case Pins.Tie tie -> constant(tie);
        };
    }

    private static boolean isPacked(List<Pins.Drive> drives) {
        return drives.size() > 1;
    }

    private static String constant(Pins.Tie tie) {
        if (tie.bits() > 0) {
            String digits = new BigInteger(hex(tie), 16).toString(2);
            return "\"" + "0".repeat(tie.bits() - digits.length()) + digits + "\"";
        }
        if (tie.value() == 0 || tie.value() == 1) {
            return "'" + tie.value() + "'";
        }
        throw new BadInputException(
                "'tie' gives '%s' the value %d: a bench in VHDL needs its bits, too, as in \"%s[7:0]\": %d"
                        .formatted(tie.port(), tie.value(), tie.port(), tie.value()));
    }

    /// Ports that are driven in parts: a signal each.
    private List<String> packs() {
        List<String> lines = new ArrayList<>();
        pins.driven()
                .forEach((port, drives) -> {
                    if (isPacked(drives)) {
                        List<String> parts = drives.stream().map(this::part).toList();
                        lines.add("%s_bits <= %s;".formatted(own(port), String.join(" & ", parts)));
                    }
                });
        return lines;
    }

    private String part(Pins.Drive drive) {
        return switch (drive) {
            case Pins.In in when in.signal().type().equals(Type.BIT) -> own(in.port()) + "_in";
            case Pins.In in -> "std_logic_vector(" + own(in.port()) + "_in)";
            case Pins.Tie tie -> "std_logic_vector'(" + constant(tie) + ")";
        };
    }

    private String generics() {
        List<String> given = new ArrayList<>();
        pins.parameters().forEach((name, value) -> given.add(formal(name) + " => " + value));
        return given.isEmpty() ? "" : " generic map (" + String.join(", ", given) + ")";
    }

    private List<String> files() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            lines.add(file(own(in.port()) + "_file", MemFiles.path(column(in), "")));
        }
        for (Pins.Out out : ports()) {
            lines.add(file(own(out.port()) + "_file", MemFiles.path(column(out), "")));
            lines.add(file(own(out.port()) + "_known_file", MemFiles.path(column(out), ".known")));
        }
        return lines;
    }

    private static String file(String name, String path) {
        return "file %s : text open read_mode is \"%s\";".formatted(name, path);
    }

    private List<String> words() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            lines.add(word(own(in.port()) + "_word", column(in).type.bits()));
        }
        for (Pins.Out out : ports()) {
            lines.add(word(own(out.port()) + "_word", out.type().bits()));
            lines.add(word(own(out.port()) + "_known", 1));
        }
        for (Pins.Out out : late()) {
            String name = own(out.port());
            lines.add("variable %s_seen : %s_history;".formatted(name, name));
        }
        if (pins.ready().isPresent()) {
            lines.add("variable waited : natural;");
        }
        return lines;
    }

    private static String word(String name, int bits) {
        return "variable %s : std_logic_vector(%d downto 0);".formatted(name, bits - 1);
    }

    private List<String> drives() {
        List<String> lines = new ArrayList<>();
        for (Pins.In in : pins.inputs()) {
            String name = own(in.port());
            Type type = column(in).type;
            String not = in.inverted() ? "not " : "";
            String value =
                    type.equals(Type.BIT)
                            ? not + name + "_word(0)"
                            : vector(type) + "(" + name + "_word)";
            lines.add("next_word(%s_file, %s_word);".formatted(name, name));
            lines.add("%s_in <= %s;".formatted(name, value));
        }
        return lines;
    }

    private List<String> waits() {
        return pins.ready().map(this::waits).orElse(List.of());
    }

    private List<String> waits(Pins.Ready ready) {
        String rst = rst() == null ? "" : " and %s_word(0) = '0'".formatted(own(rst().port()));
        return List.of(
                "waited := 0;",
                "while not %s%s and waited < 1000 loop".formatted(holds(ready), rst),
                "    wait for 1 ns;",
                "    clk_in <= '1';",
                "    wait for 5 ns;",
                "    clk_in <= '0';",
                "    wait for 4 ns;",
                "    waited := waited + 1;",
                "end loop;",
                "if waited = 1000 then",
                "    say(\"step \" & integer'image(row) & \": %s has not been %d in 1000 clocks\");"
                        .formatted(ready.port(), ready.value()),
                "    std.env.stop(1);",
                "end if;");
    }

    private String holds(Pins.Ready ready) {
        Type type =
                pins.outputs().stream()
                        .filter(out -> out.port().equals(ready.port()))
                        .map(Pins.Out::type)
                        .findFirst()
                        .orElse(type(ready));
        String port = own(ready.port()) + "_out";
        return type.equals(Type.BIT)
                ? "(%s = '%d')".formatted(port, ready.value())
                : (pins.plainVectors() ? "(unsigned(%s) = %d)" : "(%s = %d)")
                        .formatted(port, ready.value());
    }

    private List<String> samples() {
        List<String> lines = new ArrayList<>();
        for (Pins.Out out : late()) {
            String name = own(out.port());
            lines.add("%s_seen(row) := %s_out;".formatted(name, name));
        }
        return lines;
    }

    private List<String> compares() {
        List<String> lines = new ArrayList<>();
        for (Pins.Out out : ports()) {
            String name = own(out.port());
            lines.add("next_word(%s_file, %s_word);".formatted(name, name));
            lines.add("next_word(%s_known_file, %s_known);".formatted(name, name));
        }
        for (Pins.Out out : ports()) {
            lines.addAll(compare(out));
        }
        return lines;
    }

    private List<String> compare(Pins.Out out) {
        String name = own(out.port());
        String signal =
                late().contains(out)
                        ? "%s_seen(step + %d)".formatted(name, out.latency())
                        : name + "_out";
        String seen =
                out.type().equals(Type.BIT)
                        ? "word_of(" + signal + ")"
                        : "std_logic_vector(" + signal + ")";
        String counts = pins.ready().map(ready -> " and " + holds(ready)).orElse("");
        return List.of(
                "if %s_known = \"1\"%s then".formatted(name, counts),
                "    compared := compared + 1;",
                "    if %s /= %s_word then".formatted(seen, name),
                "        note(\"%s\", %s, %s_word, %s);"
                        .formatted(out.column(), seen, name, out.type().signed()),
                "    end if;",
                "end if;");
    }
}
