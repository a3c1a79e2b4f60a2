package io.lockspike.cli;

import io.lockspike.doctor.Doctor;
import io.lockspike.doctor.Machine;
import io.lockspike.doctor.Task;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import io.lockspike.report.DoctorJson;
import io.lockspike.report.DoctorText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lif doctor [TASK …]`: what works here, and the command that mends what does not.
final class DoctorCommand implements Command {

    @Override
    public CommandSpec options() {
        return Options.command(
                        "doctor",
                        "Looks at the JDK, the tools, the solver and the serial ports: what works here, what is missing, and the command that mends it.",
                        "A TASK is a command, or 'bitstreams'; only what concerns it is",
                        "shown. Exit code 0: what was asked for can be done. 3: it cannot.")
                .addPositional(
                        PositionalParamSpec.builder()
                                .index("0..*")
                                .arity("0..*")
                                .paramLabel("TASK")
                                .type(List.class)
                                .auxiliaryTypes(String.class)
                                .description("what is to be done; everything where it is left out")
                                .build())
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        List<String> names = options.matchedPositionalValue(0, List.of());
        names.forEach(DoctorCommand::refuseUnknown);
        List<Task> asked = names.stream().distinct().map(Task::named).toList();
        Machine machine = Machine.here();
        Doctor.Diagnosis diagnosis =
                asked.isEmpty() ? Doctor.examine(machine) : Doctor.examine(asked, machine);
        if (options.hasMatchedOption("--json")) {
            DoctorJson.print(diagnosis, console.out());
        } else {
            console.print(DoctorText.lines(diagnosis, console.terminal()));
        }
        return asked.isEmpty() || diagnosis.isWell() ? Main.AGREED : Main.MISSING;
    }

    private static void refuseUnknown(String name) {
        List<String> known = new ArrayList<>(Commands.names());
        Task.ALL.stream().map(Task::name).filter(task -> !known.contains(task)).forEach(known::add);
        if (!known.contains(name)) {
            throw new BadInputException(
                    "nothing here is called '%s'%s; there is %s"
                            .formatted(
                                    name, Words.didYouMean(name, known), String.join(", ", known)));
        }
    }
}
