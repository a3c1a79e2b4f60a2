package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Firmware of the user's own, compiled already, in an emulator.
record ElfBoard(Machine machine, Path program) implements Emulation {
    ElfBoard {
        if (!Files.isRegularFile(program)) {
            throw new BadInputException(
                    "%s: there is no such firmware; name a file as the compiler leaves it"
                            .formatted(program));
        }
        if (program.toString().contains("'")) {
            throw new BadInputException("%s: the name may hold no '".formatted(program));
        }
    }

    @Override
    public Launch build(Spec spec, int lane, Path folder) throws IOException {
        return machine.launch(program.toAbsolutePath(), folder);
    }
}
