package io.lockspike.board;

import io.lockspike.tool.BuildCache;
import io.lockspike.tool.Program;
import io.lockspike.tool.Template;
import io.lockspike.tool.ToolMissingException;
import io.lockspike.tool.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// What firmware can be compiled for and run on here.
enum Machine {
    /// A program of this machine.
    HOST("host", "host", 115_200),
    /// An LM3S6965 in QEMU.
    CORTEX_M("cortex-m", "cortex-m.elf", 115_200),
    /// An ATmega328P at 16 MHz in simavr.
    AVR("avr", "avr.elf", 500_000);

    /// Where `lm3s6965.ld` keeps what a reset leaves alone.
    private static final long KEPT = 0x2000FFF8L;

    private static final Path SIMAVR = Path.of("/usr/include/simavr");

    /// What `make` calls it.
    final String target;

    /// The file that `make` leaves in `build`.
    final String made;

    final int baud;

    Machine(String target, String made, int baud) {
        this.target = target;
        this.made = made;
        this.baud = baud;
    }

    /// What compiles for it, with its version.
    String compiler() {
        return switch (this) {
            case HOST -> Toolchain.version("gcc", "cc", "--version");
            case CORTEX_M ->
                    Toolchain.version("gcc-arm-none-eabi", "arm-none-eabi-gcc", "--version");
            case AVR -> Toolchain.version("gcc-avr avr-libc", "avr-gcc", "--version");
        };
    }

    /// How a program of it is run.
    Emulation.Launch launch(Path program, Path folder) throws IOException {
        return switch (this) {
            case HOST -> new Emulation.Launch("exec '%s' tty".formatted(program), baud, List.of());
            case CORTEX_M -> qemu(program);
            case AVR -> simavr(program, folder);
        };
    }

    /// The UART comes by a socket, which socat makes a pseudo-terminal: QEMU's own has no fixed
    /// name. What a RAM holds at power-up is anything: the boot id comes from there.
    private Emulation.Launch qemu(Path program) {
        String qemu = Toolchain.version("qemu-system-arm", "qemu-system-arm", "--version");
        Toolchain.version("socat", "socat", "-V");
        String script =
                """
                qemu-system-arm -M lm3s6965evb -display none -monitor none -icount shift=0 \\
                    -chardev socket,id=uart,path=uart,server=on,wait=off -serial chardev:uart \\
                    -kernel '%s' -device loader,addr=0x%x,data=0x%x,data-len=4 &
                while [ ! -S uart ]; do
                    kill -0 $! || exit 1
                    sleep 0.01
                done
                exec socat pty,raw,echo=0,link=tty unix-connect:uart
                """
                        .formatted(program, KEPT, new SecureRandom().nextInt() & 0xFFFFFFFFL);
        return new Emulation.Launch(script, baud, List.of(qemu));
    }

    private Emulation.Launch simavr(Path program, Path folder) throws IOException {
        if (!Files.exists(SIMAVR.resolve("sim_avr.h"))) {
            throw new ToolMissingException(
                    "this needs simavr's library, which is not here; this installs it: sudo apt-get install -y libsimavr-dev");
        }
        String script =
                "exec '%s' '%s' atmega328p 16000000 tty".formatted(avrBoard(folder), program);
        return new Emulation.Launch(script, baud, List.of("simavr"));
    }

    /// The program that is an AVR behind a pseudo-terminal: from the cache, or compiled into it.
    private static Path avrBoard(Path folder) throws IOException {
        String compiler = Toolchain.version("gcc", "cc", "--version");
        Path source = folder.resolve("avr_board.c");
        Path pty = folder.resolve("lockspike_pty.h");
        Files.writeString(source, Template.of(Machine.class, "avr_board.c").fill());
        Files.writeString(pty, Template.of(Machine.class, "firmware/lockspike_pty.h").fill());
        BuildCache cache = BuildCache.of("boards", folder);
        String key = BuildCache.key(List.of(source, pty), List.of(compiler));
        String name = "avr-board-" + key.substring(0, 32);
        if (!Files.isExecutable(cache.file(name))) {
            List<String> command =
                    List.of(
                            "cc",
                            "-std=c99",
                            "-O2",
                            "-isystem",
                            SIMAVR.toString(),
                            "-o",
                            "avr_board",
                            "avr_board.c",
                            "-lsimavr");
            Program.Ended ended = Program.of(folder, command).run();
            if (!ended.well()) {
                throw new ToolMissingException(
                        "cannot compile the emulated AVR: " + Toolchain.complaint(ended));
            }
            cache.keep(folder.resolve("avr_board"), name);
        }
        return cache.file(name);
    }
}
