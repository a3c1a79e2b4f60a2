package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.emit.C99;
import io.lockspike.emit.Verilog;
import io.lockspike.spec.Library;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is emitted from a spec is a right device of it: in the bench for Icarus, and as firmware on
/// a host, a Cortex-M and an AVR.
class EmittedDevicesTest {
    static List<String> names() {
        return Library.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void passTheBenches(String name, @TempDir Path folder) throws IOException {
        VectorSet set = VectorFolder.library(name, 50);
        VectorFolder.write(set, folder);
        String module = set.pins().module();
        C99 c = C99.of(set.spec(), 0);
        Path verilog =
                Files.writeString(folder.resolve(module + ".v"), Verilog.of(set.spec()).text());
        Files.writeString(folder.resolve(module + ".h"), c.headerText());
        Path source = Files.writeString(folder.resolve(module + ".c"), c.sourceText());
        Path device = Files.writeString(folder.resolve(module + "_device.c"), c.deviceText());
        List<String> said = new ArrayList<>();
        said.add(icarus(folder, module, verilog));
        String files = "DEVICE=%s %s".formatted(device, source);
        List.of("cc", "arm-none-eabi-gcc", "qemu-system-arm", "avr-gcc", "simavr")
                .forEach(Needs::tool);
        for (String target : List.of("host", "cortex-m", "avr")) {
            said.add(
                    said(
                            Run.of(
                                            Needs.tool("make"),
                                            "-s",
                                            "-C",
                                            "c",
                                            target,
                                            files,
                                            "AVR_MCU=atmega1284p")
                                    .in(folder)
                                    .result()));
        }
        String agreed =
                "AGREED: %s, %d steps, %d values compared".formatted(name, set.rows(), set.cells());
        assertThat(said).hasSize(4).allMatch(agreed::equals);
        System.out.println("emitted: Icarus, host, Cortex-M, AVR: " + agreed);
    }

    private static String icarus(Path folder, String module, Path verilog) {
        Run.Result built =
                Run.of(Needs.tool("iverilog"), "-g2012", "-o", "tb.vvp", module + "_tb.sv", verilog)
                        .in(folder)
                        .result();
        assertThat(built.code()).as(built.err()).isZero();
        return said(Run.of(Needs.tool("vvp"), "-n", "tb.vvp").in(folder).result());
    }

    private static String said(Run.Result result) {
        assertThat(result.code()).as("%s%s", result.out(), result.err()).isZero();
        return result.out().strip();
    }
}
