package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Background;
import io.lockspike.tool.PrivateFolder;
import io.lockspike.tool.ToolMissingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A board without a board: firmware or RTL that runs on this machine, behind the node of a serial
/// device, which is opened like any other.
///
/// All that runs for it is in a session of its own and in a private folder; both are gone after
/// [#close], and also when our process was killed.
public final class EmulatedBoard implements AutoCloseable {
    /// The link to the node, in the board's folder.
    public static final String LINK = "tty";

    private static final Map<String, Emulation> KINDS = kinds();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Emulation.Launch launch;
    private final Background board;
    private final Path device;

    private EmulatedBoard(Emulation.Launch launch, Background board, Path device) {
        this.launch = launch;
        this.board = board;
        this.device = device;
    }

    private static Map<String, Emulation> kinds() {
        Map<String, Emulation> kinds = new LinkedHashMap<>();
        for (Machine machine : Machine.values()) {
            kinds.put(machine.target, FirmwareBoard.of(machine, false));
            kinds.put(machine.target + "-lite", FirmwareBoard.of(machine, true));
        }
        kinds.put("fpga", new FpgaBoard("full"));
        kinds.put("fpga-lite", new FpgaBoard("lite"));
        return kinds;
    }

    /// What can be started by name.
    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    /// Builds and starts the kind of that name around the neuron of a spec. `avr:FILE` and
    /// `cortex-m:FILE` run firmware that is compiled already.
    ///
    /// @param lane whose parameters the neuron has
    /// @throws BadInputException if there is no such kind
    /// @throws ToolMissingException if a program that it needs is not here, or if it does not start
    public static EmulatedBoard start(String name, Spec spec, int lane) {
        return start(kind(name), spec, lane);
    }

    private static Emulation kind(String name) {
        for (Machine machine : List.of(Machine.CORTEX_M, Machine.AVR)) {
            String own = machine.target + ":";
            if (name.startsWith(own)) {
                return new ElfBoard(machine, Path.of(name.substring(own.length())));
            }
        }
        Emulation kind = KINDS.get(name);
        if (kind == null) {
            throw new BadInputException(
                    "there is no emulated board '%s'%s; there is %s"
                            .formatted(name, Words.didYouMean(name, names()), Words.list(names())));
        }
        return kind;
    }

    /// Builds and starts a board of that kind.
    public static EmulatedBoard start(Emulation kind, Spec spec, int lane) {
        Path folder = PrivateFolder.forOneRun();
        try {
            Emulation.Launch launch = kind.build(spec, lane, folder);
            Background board = Background.start(folder, launch.script());
            awaitDevice(board, folder.resolve(LINK));
            return new EmulatedBoard(launch, board, folder.resolve(LINK));
        } catch (IOException e) {
            PrivateFolder.delete(folder);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            PrivateFolder.delete(folder);
            throw e;
        }
    }

    private static void awaitDevice(Background board, Path device) {
        long since = System.nanoTime();
        while (!Files.exists(device, LinkOption.NOFOLLOW_LINKS)) {
            boolean late = System.nanoTime() - since > PATIENCE.toNanos();
            if (late || !board.isAlive()) {
                String said = board.log().strip();
                board.close();
                throw new ToolMissingException(
                        "the emulated board did not start"
                                + (late ? " within " + PATIENCE.toSeconds() + " s" : "")
                                + (said.isEmpty() ? "" : "; it said: " + said));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The node to open: a link to a pseudo-terminal.
    public Path device() {
        return device;
    }

    /// What its UART is set to.
    public int baud() {
        return launch.baud();
    }

    /// The programs that made it and run it, with their versions.
    public List<String> tools() {
        return launch.tools();
    }

    /// Whether it still runs.
    public boolean isAlive() {
        return board.isAlive();
    }

    /// What its programs have said.
    public String log() {
        return board.log();
    }

    @Override
    public void close() {
        board.close();
    }
}
