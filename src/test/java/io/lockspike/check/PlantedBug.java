package io.lockspike.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One small thing said otherwise in a spec.
///
/// @param what the kind of bug
/// @param line the line as it was and as it is
/// @param yaml the spec with the bug
record PlantedBug(String what, String line, String yaml) {

    /// What to look for in a line of equations, states or parameters, and what to put there.
    private static final Map<String, String[]> EDITS = edits();

    private static Map<String, String[]> edits() {
        Map<String, String[]> edits = new LinkedHashMap<>();
        edits.put("strict comparison", new String[] {" >= ", " > "});
        edits.put("comparison not strict", new String[] {" > ", " >= "});
        edits.put("less or equal", new String[] {" < ", " <= "});
        edits.put("less", new String[] {" <= ", " < "});
        edits.put("comparison turned", new String[] {" == ", " != "});
        edits.put("sat for wrap", new String[] {" wrap( +)= ", " sat$1= "});
        edits.put("wrap for sat", new String[] {" sat( +)= ", " wrap$1= "});
        edits.put("toward zero", new String[] {"\\b(\\w+) >> (\\w+)", "shr($1, $2, toward-zero)"});
        edits.put("half up", new String[] {"\\b(\\w+) >> (\\w+)", "shr($1, $2, half-up)"});
        edits.put("floor for toward zero", new String[] {"toward-zero", "floor"});
        edits.put("minus for plus", new String[] {" \\+ ", " - "});
        edits.put("plus for minus", new String[] {" - ", " + "});
        edits.put("branches swapped", new String[] {" \\? (\\w+) : (\\w+)", " ? $2 : $1"});
        edits.put("or for and", new String[] {" and ", " or "});
        edits.put("and for or", new String[] {" or ", " and "});
        edits.put("not left out", new String[] {"\\bnot ", ""});
        edits.put("max for min", new String[] {"\\bmin\\(", "max("});
        edits.put("old value", new String[] {"\\b(next|sum|n|scaled|v_new|u_new)\\b", "v"});
        edits.put("signed for unsigned", new String[] {": u(\\d+) wrap", ": s$1 wrap"});
        edits.put("unsigned for signed", new String[] {": s(\\d+) wrap", ": u$1 wrap"});
        return edits;
    }

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w@])\\d+\\b(?!x)");

    /// All that one edit makes of a spec; each occurrence by itself.
    static List<PlantedBug> all(String yaml) {
        List<PlantedBug> bugs = new ArrayList<>();
        List<String> lines = yaml.lines().toList();
        int from = lines.indexOf("neuron:");
        int to = lines.indexOf("ports:");
        for (int i = from; i < to; i++) {
            String line = lines.get(i).replaceFirst(" +#.*", "");
            boolean declares = line.matches("  (rst|inputs|outputs|memory).*");
            if (!declares) {
                edit(bugs, lines, i, line);
            }
        }
        return bugs;
    }

    private static void edit(List<PlantedBug> bugs, List<String> lines, int index, String line) {
        EDITS.forEach((what, edit) -> {
            Matcher found = Pattern.compile(edit[0]).matcher(line);
            while (found.find()) {
                String changed = found.group().replaceAll(edit[0], edit[1]);
                add(bugs, lines, index, what, replaced(line, found, changed));
            }
        });
        Matcher number = NUMBER.matcher(line);
        while (number.find()) {
            long value = Long.parseLong(number.group());
            add(bugs, lines, index, "one more", replaced(line, number, "" + (value + 1)));
            if (value > 0) {
                add(bugs, lines, index, "one less", replaced(line, number, "" + (value - 1)));
            }
        }
    }

    private static String replaced(String line, Matcher found, String text) {
        return line.substring(0, found.start()) + text + line.substring(found.end());
    }

    private static void add(
            List<PlantedBug> bugs, List<String> lines, int index, String what, String changed) {
        if (changed.equals(lines.get(index).replaceFirst(" +#.*", ""))) {
            return;
        }
        List<String> all = new ArrayList<>(lines);
        all.set(index, changed);
        bugs.add(
                new PlantedBug(
                        what,
                        lines.get(index).strip() + "  ->  " + changed.strip(),
                        String.join("\n", all) + "\n"));
    }
}
