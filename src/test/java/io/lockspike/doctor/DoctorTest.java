package io.lockspike.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.report.DoctorJson;
import io.lockspike.report.DoctorText;
import io.lockspike.report.Terminal;
import io.lockspike.tool.SerialPort;
import io.lockspike.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doctor on machines of which only a folder is there.
class DoctorTest {
    @TempDir Path root;
    private Path bin;

    @BeforeEach
    void makesTheMachine() throws IOException {
        bin = Files.createDirectory(root.resolve("bin"));
        Files.createDirectory(root.resolve("dev"));
    }

    private static long standsStill() {
        return 0;
    }

    private Machine machine() {
        return machine(DoctorTest::standsStill);
    }

    private Machine machine(LongSupplier nanoTime) {
        return new Machine(
                Map.of("PATH", bin.toString()),
                root,
                root.resolve("cache"),
                Duration.ofSeconds(10),
                nanoTime);
    }

    private void program(String name, String script) throws IOException {
        Path file =
                Files.writeString(
                        bin.resolve(name), "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Finding tool(String name, LongSupplier nanoTime) {
        return Doctor.examine(machine(nanoTime)).findings().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Finding tool(String name) {
        return tool(name, DoctorTest::standsStill);
    }

    private Doctor.Diagnosis asked(String task) {
        return Doctor.examine(List.of(Task.named(task)), machine());
    }

    @Test
    void namesTheCommandThatInstallsWhatIsMissing() {
        assertThat(tool("iverilog").state()).isEqualTo(Finding.State.MISSING);
        assertThat(tool("iverilog").remedy()).isEqualTo("sudo apt-get install -y iverilog");
        assertThat(tool("icepack").remedy()).isEqualTo("sudo apt-get install -y fpga-icestorm");
    }

    @ParameterizedTest
    @CsvSource({
        "verilator, Verilator 5.020 2024-01-01 rev (Debian 5.020-1), 5.020",
        "iverilog, Icarus Verilog version 11.0 (stable) (), 11.0",
        "yosys, Yosys 0.33 (git sha1 7ce5011c24b), 0.33",
        "z3, Z3 version 4.8.12 - 64 bit, 4.8.12",
        "nextpnr-ice40, nextpnr-ice40 -- Next Generation (Version 0.4-1+b1), 0.4",
        "arm-none-eabi-gcc, arm-none-eabi-gcc (15:12.2.rel1-1) 12.2.1 20221205, 12.2.1",
        "avr-gcc, avr-gcc (GCC) 5.4.0, 5.4.0",
        "qemu-system-arm, QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7), 7.2.22",
        "cocotb, 2.1.0, 2.1.0",
    })
    void readsTheVersion(String name, String says, String version) throws IOException {
        program(name.equals("cocotb") ? "python3" : name, "echo '" + says + "'");

        assertThat(tool(name).found()).isEqualTo(version);
        assertThat(tool(name).state()).isEqualTo(Finding.State.OK);
        assertThat(tool(name).remedy()).isEmpty();
    }

    @Test
    void readsAVersionOnTheSecondLineOfTheErrors() throws IOException {
        program(
                "socat",
                "echo 'socat by many - see www.dest-unreach.org' >&2; echo 'socat version 1.7.4.4 on 06' >&2");

        assertThat(tool("socat").found()).isEqualTo("1.7.4.4");
    }

    @Test
    void asksNothingOfAProgramThatSaysNoVersion() throws IOException {
        program("simavr", "exit 9");

        assertThat(tool("simavr").state()).isEqualTo(Finding.State.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "ghdl, GHDL 2.0.0 (Debian 2.0.0) [Dunoon edition], shift_right",
        "yosys, Yosys 0.23 (git sha1 7ce5011c24b), hierarchical",
        "verilator, Verilator 5.006 2023-01-22 rev, loses count",
        "boolector, 1.5.118, SMT-LIB",
    })
    void namesWhatIsKnownOfABadVersion(String name, String says, String remark) throws IOException {
        program(name, "echo '" + says + "'");

        assertThat(tool(name).state()).isEqualTo(Finding.State.NOTE);
        assertThat(tool(name).remark()).contains(remark);
        assertThat(tool(name).isUsable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ghdl, GHDL 4.1.0", "yosys, Yosys 0.235", "verilator, Verilator 5.020"})
    void saysNothingOfAGoodVersion(String name, String says) throws IOException {
        program(name, "echo '" + says + "'");

        assertThat(tool(name).state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void refusesAnOldVersion() throws IOException {
        program("verilator", "echo Verilator 4.038 2020-07-11");
        program("g++", "echo 'g++ (Debian 12.2.0-14) 12.2.0'");

        assertThat(tool("verilator").remark()).isEqualTo("too old: 5 or newer is needed");
        assertThat(asked("cosim").lacks(Task.named("cosim"))).startsWith("verilator");
    }

    @Test
    void endsAProgramThatHangsWhenItsTimeIsUp() throws IOException {
        program("ghdl", "echo Preparing; exec sleep 1000");
        program("z3", "echo Z3 version 4.8.12");
        var seconds = new AtomicLong();

        Finding hangs = tool("ghdl", () -> seconds.addAndGet(1_000_000_000L));

        assertThat(hangs.state()).isEqualTo(Finding.State.BROKEN);
        assertThat(hangs.remark()).startsWith("no version within 10 s");
        assertThat(hangs.remedy()).isEqualTo("ghdl --version");
    }

    @Test
    void saysHowAProgramFails() throws IOException {
        program("yosys", "echo 'yosys: error while loading shared libraries: libx' >&2; exit 127");
        program("gcc", "yes 1");

        assertThat(tool("yosys").remark())
                .isEqualTo(
                        "ends with 127 and no version: yosys: error while loading shared libraries: libx");
        assertThat(tool("yosys").remedy()).isEqualTo("sudo apt-get install -y yosys");
        assertThat(tool("gcc").remark()).contains("without an end");
    }

    @Test
    void tellsAPackageOfPythonThatIsNotThereFromOneThatBreaksOff() throws IOException {
        program(
                "python3",
                "test \"$1\" = --version && echo Python 3.11.7 || echo \"ModuleNotFoundError: No module named 'cocotb'\"");
        assertThat(tool("python3").found()).isEqualTo("3.11.7");
        assertThat(tool("cocotb").state()).isEqualTo(Finding.State.MISSING);
        assertThat(tool("cocotb").remedy()).isEqualTo("python3 -m pip install cocotb");

        program("python3", "echo 'ImportError: libpython.so'; exit 1");
        assertThat(tool("cocotb").remark()).contains("ImportError");
    }

    @Test
    void doesNotTakeAFolderForAProgram() throws IOException {
        Files.createDirectory(bin.resolve("yosys"));

        assertThat(tool("yosys").state()).isEqualTo(Finding.State.MISSING);
    }

    @Test
    void saysNothingOfAToolThatHadBetterNotBeHere() {
        assertThat(Doctor.examine(machine()).findings())
                .extracting(Finding::name)
                .doesNotContain("boolector");
    }

    @Test
    void saysWhatATaskLacks() throws IOException {
        assertThat(asked("cosim").isWell()).isFalse();
        assertThat(asked("cosim").lacks(Task.named("cosim"))).contains("verilator, and g++");
        assertThat(asked("vectors").isWell()).isTrue();
        assertThat(asked("run").isWell()).isTrue();
        assertThat(asked("board").lacks(Task.named("board"))).contains("serial port");

        program("yosys", "echo Yosys 0.33");
        program("z3", "echo Z3 version 4.8.12");
        assertThat(asked("prove").isWell()).isTrue();
    }

    @Test
    void looksOnlyAtWhatATaskNeeds() throws IOException {
        Path called = root.resolve("called");
        program("avr-gcc", "touch " + called + "; echo 5.4.0");

        assertThat(asked("cosim").findings()).extracting(Finding::name).doesNotContain("avr-gcc");
        assertThat(called).doesNotExist();
        assertThat(asked("vectors").findings()).extracting(Finding::name).contains("avr-gcc");
        assertThat(called).exists();
    }

    @Test
    void knowsEveryNameThatATaskNeeds() throws IOException {
        Files.createFile(root.resolve("dev/ttyACM0"));
        Path process = Files.createDirectories(root.resolve("proc/17"));
        Files.writeString(process.resolve("comm"), "ModemManager\n");
        program("boolector", "echo 1.5.118");
        List<String> names =
                Doctor.examine(machine()).findings().stream().map(Finding::name).toList();

        for (Task task : Task.ALL) {
            task.needs().forEach(one -> assertThat(names).containsAll(one));
            assertThat(names).containsAll(task.helps());
        }
    }

    @Test
    void listsPortsByTheNameThatStays() throws IOException {
        Files.createFile(root.resolve("dev/ttyUSB0"));
        Files.createFile(root.resolve("dev/ttyS0"));
        Path byId = Files.createDirectories(root.resolve("dev/serial/by-id"));
        Files.createSymbolicLink(byId.resolve("usb-FTDI-if00-port0"), Path.of("../../ttyUSB0"));
        Files.createSymbolicLink(byId.resolve("usb-gone"), Path.of("../../ttyUSB7"));

        assertThat(SerialPort.in(root.resolve("dev")))
                .extracting(SerialPort::stable)
                .containsExactly(byId.resolve("usb-FTDI-if00-port0"));
        assertThat(tool("serial port").found()).isEqualTo("ttyUSB0");
        assertThat(asked("board").isWell()).isTrue();
    }

    @Test
    void saysWhoMayOpenAPort() throws IOException {
        String user = System.getProperty("user.name");
        var port =
                new SerialPort(Path.of("/dev/ttyUSB0"), Path.of("/dev/ttyUSB0"), "dialout", false);
        var check = new PortCheck(machine());
        Files.createDirectory(root.resolve("etc"));

        Files.writeString(root.resolve("etc/group"), "tty:x:5:" + user + "\ndialout:x:20:else\n");
        assertThat(check.port(port).state()).isEqualTo(Finding.State.BROKEN);
        assertThat(check.port(port).remedy()).startsWith("sudo usermod -aG dialout " + user);

        Files.writeString(root.resolve("etc/group"), "dialout:x:20:else," + user + "\n");
        assertThat(check.port(port).remark()).contains("from the next login on");

        var roots = new SerialPort(port.device(), port.stable(), "root", false);
        assertThat(check.port(roots).remedy()).isEqualTo("sudo chmod a+rw /dev/ttyUSB0");
    }

    @Test
    void warnsOfModemManagerWhereThereIsAPort() throws IOException {
        Path process = Files.createDirectories(root.resolve("proc/17"));
        Files.writeString(process.resolve("comm"), "ModemManager\n");
        assertThat(Doctor.examine(machine()).findings())
                .extracting(Finding::name)
                .doesNotContain("ModemManager");

        Files.createFile(root.resolve("dev/ttyACM0"));
        assertThat(tool("ModemManager").remedy()).contains("systemctl");
        assertThat(tool("ModemManager").isUsable()).isTrue();
    }

    @Test
    void looksAtTheCache() throws IOException {
        assertThat(tool("cache").found()).isEqualTo("empty");

        Path cache = Files.createDirectories(root.resolve("cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
        Files.write(cache.resolve("a"), new byte[1_500_000]);
        assertThat(tool("cache").found()).isEqualTo("1.5 MB");
        assertThat(tool("cache").state()).isEqualTo(Finding.State.OK);

        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xrwx"));
        assertThat(tool("cache").state()).isEqualTo(Finding.State.NOTE);
    }

    @Test
    void refusesACacheThatIsNoFolder() throws IOException {
        Files.createFile(root.resolve("cache"));

        assertThat(tool("cache").state()).isEqualTo(Finding.State.BROKEN);
    }

    @ParameterizedTest
    @CsvSource({"80", "100"})
    void fitsTheTerminal(int width) throws IOException {
        program("ghdl", "echo GHDL 2.0.0");
        List<String> lines =
                DoctorText.lines(Doctor.examine(machine()), new Terminal(width, true, false));

        // A path or a command is never cut: it is there to be copied.
        assertThat(lines)
                .filteredOn(line -> !line.contains("->") && !line.contains("/"))
                .allMatch(line -> line.length() <= width);
        assertThat(lines)
                .contains("  missing socat                          serial lines without a board");
    }

    @Test
    void printsTheSameForPrograms() {
        var out = new StringBuilder();

        DoctorJson.print(asked("prove"), out);

        assertThat(out.toString())
                .contains(
                        "\"schema\": \"lockspike-doctor-1\"",
                        "\"name\": \"yosys\"",
                        "\"well\": false");
    }

    /// Both tables name the package of a program.
    @Test
    void installsWhatTheTestsInstall() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/build/tools"));

        int same = 0;
        for (Tool tool : Tool.ALL) {
            for (String line : lines) {
                String[] words = line.split("\\s+", -1);
                if (words[0].equals(tool.name())) {
                    assertThat(tool.install()).contains(words[1]);
                    same++;
                }
            }
        }
        assertThat(same).isGreaterThan(12);
    }
}
