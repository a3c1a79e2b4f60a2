package io.lockspike.rtl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the child process is started: with our own java and our own classes, and the AOT cache that
/// this process has, if it has one.
final class ChildCommand {
    /// A heap and regions that are small, so that a limit of the address space means the device.
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx1g",
                    "-Xss4m",
                    "-XX:ReservedCodeCacheSize=96m",
                    "-XX:CompressedClassSpaceSize=128m",
                    "-XX:-UsePerfData",
                    "-XX:ErrorFile=/dev/null",
                    "-XX:-CreateCoredumpOnCrash",
                    "--enable-native-access=ALL-UNNAMED");

    private ChildCommand() {}

    /// @param vectors whether the model runs in many lanes; the AOT cache is of no use then
    static List<String> of(Path folder, boolean vectors) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        if (vectors) {
            command.add("--add-modules=jdk.incubator.vector");
        }
        for (String argument : ProcessHandle.current().info().arguments().orElse(new String[0])) {
            if (argument.startsWith("-XX:AOTCache=") && !vectors) {
                command.add(argument);
                command.add("-Xlog:disable");
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("io.lockspike.rtl.Child", folder.toString()));
        return command;
    }
}
