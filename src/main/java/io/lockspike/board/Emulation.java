package io.lockspike.board;

import io.lockspike.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A kind of board that can run on this machine: how one is built around a neuron.
public interface Emulation {

    /// How a built board is run.
    ///
    /// @param script for the shell, in the board's own folder; it makes the pseudo-terminal and a
    ///   link to its node, once the board listens
    /// @param baud what its UART is set to; a pseudo-terminal does not pace it
    /// @param tools the programs that made it and run it, with their versions
    record Launch(String script, int baud, List<String> tools) {}

    /// Builds it.
    ///
    /// @param lane whose parameters the neuron has
    /// @param folder private and for this board alone
    /// @throws io.lockspike.tool.ToolMissingException with the command that installs what is
    ///   missing
    Launch build(Spec spec, int lane, Path folder) throws IOException;
}
