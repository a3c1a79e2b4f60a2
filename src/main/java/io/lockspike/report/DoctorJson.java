package io.lockspike.report;

import io.lockspike.doctor.Doctor;
import io.lockspike.doctor.Finding;
import io.lockspike.doctor.Task;
import io.lockspike.tool.Json;
import java.util.Locale;

/// What the doctor saw, for programs: `"schema": "lockspike-doctor-1"`.
public final class DoctorJson {
    private DoctorJson() {}

    /// Writes it, indented.
    public static void print(Doctor.Diagnosis diagnosis, Appendable out) {
        Json json = new Json(out, true).object();
        json.name("schema").value("lockspike-doctor-1").name("well").value(diagnosis.isWell());
        json.name("tasks").array();
        for (Task task : diagnosis.tasks()) {
            String lacks = diagnosis.lacks(task);
            json.object().name("name").value(task.name());
            json.name("can").value(lacks.isEmpty()).name("lacks").value(lacks).end();
        }
        json.end().name("findings").array();
        diagnosis.findings().forEach(finding -> print(finding, json));
        json.end().end();
    }

    private static void print(Finding finding, Json json) {
        json.object().name("group").value(word(finding.group()));
        json.name("name").value(finding.name()).name("state").value(word(finding.state()));
        json.name("found").value(finding.found()).name("place").value(finding.place());
        json.name("use").value(finding.use()).name("remark").value(finding.remark());
        json.name("remedy").value(finding.remedy()).end();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
