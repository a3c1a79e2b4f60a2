package io.lockspike.doctor;

import io.lockspike.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Looks at a machine: what works here, what is missing, and the command that mends it.
public final class Doctor {
    private Doctor() {}

    /// What was seen.
    ///
    /// @param tasks those that were asked for
    /// @param findings what concerns them, in the order of [Finding.Group]
    public record Diagnosis(List<Task> tasks, List<Finding> findings) {

        /// What a task lacks, as in `yosys, and Bitwuzla or z3`; empty where it can be done.
        public String lacks(Task task) {
            return task.lacks(findings);
        }

        /// Whether all that was asked for can be done.
        public boolean isWell() {
            return tasks.stream().allMatch(task -> lacks(task).isEmpty());
        }
    }

    /// Looks at everything.
    public static Diagnosis examine(Machine machine) {
        return new Diagnosis(Task.ALL, look(Tool.ALL, machine));
    }

    /// Looks at what concerns some tasks.
    public static Diagnosis examine(List<Task> tasks, Machine machine) {
        List<Tool> tools = Tool.ALL.stream().filter(tool -> concerns(tasks, tool.name())).toList();
        List<Finding> findings =
                look(tools, machine).stream()
                        .filter(finding ->
                                finding.name().equals("JDK") || concerns(tasks, finding.name()))
                        .toList();
        return new Diagnosis(tasks, findings);
    }

    private static boolean concerns(List<Task> tasks, String finding) {
        return tasks.stream().anyMatch(task -> task.concerns(finding));
    }

    /// At everything at the same time: most of them are waited for.
    private static List<Finding> look(List<Tool> tools, Machine machine) {
        List<Callable<List<Finding>>> looks = new ArrayList<>();
        looks.add(new ProgramCheck(machine)::run);
        tools.forEach(
                tool -> looks.add(() -> new ToolCheck(tool, machine).run().stream().toList()));
        looks.add(new PortCheck(machine)::run);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(looks).stream().flatMap(done -> seen(done).stream()).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Finding> seen(Future<List<Finding>> look) {
        try {
            return look.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
