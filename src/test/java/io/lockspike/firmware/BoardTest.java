package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Equations;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is loaded into a board: its bits can be made, and its cells do what the model does.
final class BoardTest {
    private static final Path HERE = Path.of("firmware-model").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void becomesBitsThatMeetTheirTimingForBothBoards() throws IOException {
        for (String tool : List.of("make", "yosys", "nextpnr-ice40", "icepack")) {
            Needs.tool(tool);
        }
        run(HERE, Needs.tool("make"), "BUILD=" + folder, "bitstreams");

        assertThat(Files.size(folder.resolve("icebreaker.bin"))).isGreaterThan(100_000);
        assertThat(Files.size(folder.resolve("hx8k.bin"))).isGreaterThan(130_000);
    }

    @Test
    void doesWhatTheModelDoes() throws IOException {
        List<Object> files = new ArrayList<>(List.of(HERE.resolve("boards/icebreaker.v")));
        HandBench.sources().forEach(source -> files.add(source.toAbsolutePath()));
        compare("board", files, 200, List.of());
    }

    @Test
    void doesAsCellsWhatTheModelDoes() throws IOException {
        var script = new StringBuilder("read_verilog ").append(HERE.resolve("boards/icebreaker.v"));
        HandBench.sources().forEach(source -> script.append(' ').append(source.toAbsolutePath()));
        script.append("; chparam -set DIVISOR 8 icebreaker; synth_ice40 -top icebreaker; ");
        script.append("write_verilog ").append(folder.resolve("netlist.v"));
        run(HERE, Needs.tool("yosys"), "-q", "-p", script);
        Path cells = Needs.tool("yosys").resolve("../../share/yosys/ice40/cells_sim.v").normalize();
        List<Object> files =
                List.of(
                        folder.resolve("netlist.v"),
                        cells,
                        HERE.resolve("rtl/lif_uart_tx.v"),
                        HERE.resolve("rtl/lif_uart_rx.v"));
        compare(
                "board as cells of an iCE40",
                files,
                25,
                List.of("-DNETLIST", "-DNO_ICE40_DEFAULT_ASSIGNMENTS"));
    }

    private void compare(String title, List<Object> files, int steps, List<String> options)
            throws IOException {
        var model = new CoreModel(equations(), weights(), 12);
        var items = new StringBuilder();
        int count = 0;
        var random = new SplittableRandom(steps);
        for (int step = 0; step < steps; step++) {
            for (int events = random.nextInt(25); events > 0; events--) {
                int axon = random.nextInt(4) == 0 ? random.nextInt(64) : random.nextInt(2);
                model.item(axon, false);
                items.append("%02x\n".formatted(axon));
                count++;
            }
            model.item(0, true);
            items.append("80\n");
            count++;
        }
        Files.writeString(folder.resolve("items.mem"), items);
        List<String> found = simulate(files, options, count);
        List<String> expected = model.outputs().stream().map(BoardTest::octet).toList();
        System.out.printf(
                "%s: %d steps, %d bytes sent, %d received, %d spikes%n",
                title, steps, count, found.size(), expected.size() - steps);
        assertThat(found).isEqualTo(expected);
        assertThat(expected.size() - steps).isPositive();
    }

    /// `tick negative neuron` as the byte on the line.
    private static String octet(String output) {
        String[] parts = output.split(" ", 3);
        int neuron = Integer.parseInt(parts[2]);
        return "%02x".formatted(parts[0].equals("1") ? 0x80 : neuron);
    }

    private List<String> simulate(List<Object> files, List<String> options, int items) {
        List<Object> command = new ArrayList<>(List.of(Needs.tool("iverilog"), "-g2009"));
        command.addAll(List.of("-DTOP=icebreaker", "-Pboard.ITEMS=" + items, "-s", "board"));
        command.addAll(options);
        command.addAll(List.of("-o", folder.resolve("board.vvp")));
        command.add(HERE.resolve("bench/board.v"));
        command.addAll(files);
        run(folder, command.toArray());
        return run(
                        HERE,
                        Needs.tool("vvp"),
                        "-n",
                        folder.resolve("board.vvp"),
                        "+items=" + folder.resolve("items.mem"))
                .lines()
                .toList();
    }

    private static Equations equations() {
        Path file = HERE.resolve("boards/board.yaml");
        return SpecFile.read(file).equations();
    }

    private static int[][] weights() throws IOException {
        List<int[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(HERE.resolve("boards/weights.mem"))) {
            if (!line.startsWith("//")) {
                rows.add(
                        line.lines()
                                .flatMap(l -> List.of(l.split(" ", -1)).stream())
                                .mapToInt(word -> (byte) Integer.parseInt(word, 16))
                                .toArray());
            }
        }
        return rows.toArray(int[][]::new);
    }

    private static String run(Path folder, Object... command) {
        Run.Result result = Run.of(command).in(folder).within(Duration.ofMinutes(9)).result();
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }
}
