package io.lockspike.board;

import io.lockspike.check.Verdict;
import io.lockspike.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tops of somebody's, run as `emulated:fpga` is.
public final class FpgaTops {
    public static final int BAUD = FpgaBoard.CLOCK_HZ / FpgaBoard.DIVISOR;

    private FpgaTops() {}

    /// Steps a top beside the model.
    ///
    /// @param files beside the units of `firmware-model/rtl`
    public static Verdict check(Spec spec, String top, List<Path> files, long steps) {
        Emulation board =
                (_, _, folder) -> {
                    List<Path> copies = new ArrayList<>();
                    for (Path file : files) {
                        String name = file.getFileName().toString();
                        if (!FpgaBoard.UNITS.contains(name.replace(".v", ""))) {
                            copies.add(Files.copy(file, folder.resolve(name)));
                        }
                    }
                    return new FpgaBoard("full").build(copies, top, folder);
                };
        return FpgaBoardTest.check(board, spec, Profile.FULL, steps);
    }
}
