package io.lockspike.report;

import io.lockspike.doctor.Doctor;
import io.lockspike.doctor.Finding;
import io.lockspike.doctor.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the doctor saw, for people: a line for each thing, and below it what is wrong and the
/// command that mends it.
public final class DoctorText {
    private static final String INDENT = " ".repeat(10);
    private static final int NAME = 18;
    private static final int FOUND = 12;

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private DoctorText(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Its lines.
    public static List<String> lines(Doctor.Diagnosis diagnosis, Terminal terminal) {
        var text = new DoctorText(terminal);
        for (Finding.Group group : Finding.Group.values()) {
            text.group(group, diagnosis.findings());
        }
        text.summary(diagnosis);
        return text.lines;
    }

    private void group(Finding.Group group, List<Finding> findings) {
        List<Finding> some = findings.stream().filter(one -> one.group() == group).toList();
        if (!some.isEmpty()) {
            lines.add(terminal.paint(Terminal.Ink.FRAME, title(group)));
            some.forEach(this::finding);
        }
    }

    private static String title(Finding.Group group) {
        return switch (group) {
            case PROGRAM -> "the program";
            case TOOL -> "tools, and what they are for";
            case PORT -> "ports";
        };
    }

    private void finding(Finding finding) {
        String start =
                "  "
                        + Layout.padRight(finding.state().name().toLowerCase(Locale.ROOT), 8)
                        + Layout.padRight(finding.name(), NAME)
                        + Layout.padRight(finding.found(), FOUND);
        add(start + " ", finding.use(), INDENT + " ".repeat(NAME + FOUND + 1));
        boolean placed = finding.group() != Finding.Group.TOOL && !finding.place().isEmpty();
        if (placed && !finding.place().endsWith("/" + finding.found())) {
            lines.add(INDENT + finding.place());
        }
        if (!finding.remark().isEmpty()) {
            add(INDENT, finding.remark(), INDENT);
        }
        if (!finding.remedy().isEmpty()) {
            lines.add(INDENT + "-> " + finding.remedy());
        }
    }

    private void summary(Doctor.Diagnosis diagnosis) {
        List<Task> able = new ArrayList<>();
        List<Task> unable = new ArrayList<>();
        for (Task task : diagnosis.tasks()) {
            (diagnosis.lacks(task).isEmpty() ? able : unable).add(task);
        }
        if (!able.isEmpty()) {
            String names = String.join(", ", able.stream().map(Task::name).toList());
            add("can be done:  ", names, " ".repeat(14));
        }
        for (Task task : unable) {
            add("cannot:       ", task.name() + " lacks: " + diagnosis.lacks(task), " ".repeat(14));
        }
    }

    /// Words behind a start, in as many lines as they take; a word is never cut.
    private void add(String start, String words, String next) {
        var line = new StringBuilder(start);
        boolean empty = true;
        for (String word : words.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > terminal.width()) {
                lines.add(line.toString());
                line = new StringBuilder(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
    }
}
