package io.lockspike.cli;

import io.lockspike.board.PortList;
import io.lockspike.report.BoardPorts;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif board ports`: what is plugged in, and who may open it.
final class BoardPortsCommand implements Command {

    @Override
    public CommandSpec options() {
        return Options.command(
                        "board ports",
                        "Lists the serial ports that are plugged in, and who may open them.",
                        "A port is best called by its name in /dev/serial/by-id, which stays. Exit code 0, also for none.")
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        List<PortList.Port> ports = PortList.now();
        if (options.hasMatchedOption("--json")) {
            BoardPorts.json(ports, console.out());
        } else {
            console.print(BoardPorts.lines(ports));
        }
        return Main.AGREED;
    }
}
