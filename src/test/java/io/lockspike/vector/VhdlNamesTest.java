package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names that a spec may have and VHDL has not: GHDL takes the bench, which still finds a fault.
class VhdlNamesTest {
    private static final String SPEC =
            """
            lockspike: 1
            name: adder
            neuron:
              rst: async
              inputs: {NAME: u4}
              state: {v: u8 = 0}
              equations: |
                SECOND: u1 = v >= 100
                v' wrap = v + NAME
              outputs: [v, SECOND]
            """;

    private static final String DEVICE =
            """
            library ieee;
            use ieee.std_logic_1164.all;
            use ieee.numeric_std.all;
            entity adder is
                port (clk, rst : in std_logic; PORT : in unsigned(3 downto 0);
                      v : out unsigned(7 downto 0); OTHER : out std_logic);
            end entity;
            architecture rtl of adder is
                signal kept : unsigned(7 downto 0);
            begin
                v <= kept;
                OTHER <= '1' when kept >= 100 else '0';
                process (clk, rst) begin
                    if rst = '1' then kept <= (others => '0');
                    elsif rising_edge(clk) then kept <= kept + PORT; end if;
                end process;
            end architecture;
            """;

    @TempDir Path folder;

    /// Names in the spec, and what the device calls the ports.
    @ParameterizedTest
    @CsvSource({
        "range,   \\range\\,   next,    \\next\\",
        "in,      \\in\\,      pin0,    pin0",
        "label,   \\label\\,   pin1,    pin1",
        "process, \\process_\\, buffer, \\buffer\\",
        "signal,  \\signal\\,  All,     \\All\\",
        "out,     \\out\\,     text,    text",
        "reg,     \\reg_\\,    word,    word",
        "_x,      \\_x\\,      x__y,    \\x__y\\",
        "x_,      \\x_\\,      x,       x"
    })
    void areTakenByTheBench(String name, String port, String second, String other)
            throws IOException {
        Path file = folder.resolve("spec.yaml");
        Files.writeString(file, SPEC.replace("NAME", name).replace("SECOND", second));
        Spec spec = SpecFile.read(file);
        Pins pins = Pins.of(spec, Optional.empty(), List.of());
        try (var recordings = new TraceRecordings()) {
            VectorSet set = new VectorMaker(spec, pins, 1, 0, true, List.of()).make(50, recordings);
            for (TextFile text : VectorFiles.of(set, EnumSet.of(Part.MEM, Part.VHDL))) {
                Path path = folder.resolve(text.path());
                Files.createDirectories(path.getParent());
                Files.write(path, VectorFiles.bytes(text));
            }
        }
        String device = DEVICE.replace("PORT", port).replace("OTHER", other);
        assertThat(ghdl(device)).contains("AGREED: adder,");
        assertThat(ghdl(device.replace(">= 100", "> 100")))
                .contains(second + " is 0, the model says 1");
    }

    private String ghdl(String device) throws IOException {
        Path ghdl = Needs.tool("ghdl");
        Files.writeString(folder.resolve("adder.vhd"), device);
        String said = "";
        for (List<String> words :
                List.of(
                        List.of("-a", "--std=08", "adder.vhd", "adder_tb.vhd"),
                        List.of("-e", "--std=08", "adder_tb"),
                        List.of("-r", "--std=08", "adder_tb"))) {
            List<String> command = new java.util.ArrayList<>(List.of(ghdl.toString()));
            command.addAll(words);
            Run.Result result = Run.of(command.toArray()).in(folder).result();
            said += result.out() + result.err();
        }
        return said;
    }
}
