package io.lockspike.doctor;

import io.lockspike.tool.SerialPort;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Looks for serial ports, and for what keeps us from using them.
record PortCheck(Machine machine) {

    static final String PORT = "serial port";
    private static final String USE = "board";

    List<Finding> run() {
        List<SerialPort> ports = SerialPort.in(machine.root().resolve("dev"));
        List<Finding> findings = new ArrayList<>(ports.stream().map(this::port).toList());
        if (findings.isEmpty()) {
            findings.add(
                    Finding.missing(
                            Finding.Group.PORT,
                            PORT,
                            USE,
                            "plug a board in; then: lif doctor board"));
        }
        if (!ports.isEmpty() && isRunning("ModemManager")) {
            findings.add(
                    Finding.ok(Finding.Group.PORT, "ModemManager", "", USE, "")
                            .noting("it writes to new ports for some seconds to find modems")
                            .mending("sudo systemctl disable --now ModemManager"));
        }
        return findings;
    }

    Finding port(SerialPort port) {
        Finding here =
                Finding.ok(
                        Finding.Group.PORT,
                        PORT,
                        port.device().getFileName().toString(),
                        USE,
                        port.stable().toString());
        return port.isOpenToUs() ? here : closed(port.group(), here);
    }

    /// A member of the group is one only from the next login on.
    private Finding closed(String group, Finding here) {
        String user = System.getProperty("user.name");
        boolean joined = members(group).contains(user);
        boolean helps = !group.isEmpty() && !group.equals("root");
        String why = "%s may not open it".formatted(user);
        return joined
                ? here.broken(
                        why + ": in the group " + group + " from the next login on",
                        "newgrp " + group)
                : helps
                        ? here.broken(
                                why + ": it is for the group " + group,
                                "sudo usermod -aG %s %s, then log in anew".formatted(group, user))
                        : here.broken(why, "sudo chmod a+rw " + here.place());
    }

    /// Those that `/etc/group` names.
    private List<String> members(String group) {
        try (Stream<String> lines = Files.lines(machine.root().resolve("etc/group"))) {
            return lines.filter(line -> line.startsWith(group + ":"))
                    .map(line -> line.substring(line.lastIndexOf(':') + 1))
                    .flatMap(names -> Arrays.stream(names.split(",", -1)))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private boolean isRunning(String program) {
        Path processes = machine.root().resolve("proc");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path one : all) {
                if (nameOf(one).equals(program)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException none) {
            return false;
        }
    }

    private static String nameOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
