package io.lockspike.firmware;

import io.lockspike.equation.Signal;
import io.lockspike.rtl.Proofs;
import io.lockspike.rtl.Prove;
import io.lockspike.slow.FamilyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `lif prove` on the hand-written hardware of one set of choices.
final class HandProof {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HandProof() {}

    static Prove.Result of(HandNeuron neuron, Path folder) {
        return of(neuron, folder, "", "", "");
    }

    /// @param folder where spec and hardware are written
    /// @param file the unit in which `is` is planted in place of `was`; empty for none
    static Prove.Result of(HandNeuron neuron, Path folder, String file, String was, String is) {
        Path spec = folder.resolve("spec.yaml");
        write(spec, FamilyGenerator.spec(neuron.chosen(), neuron.bits(), neuron.signed()));
        List<Path> files = new ArrayList<>();
        for (Path source : HandBench.sources()) {
            String name = source.getFileName().toString();
            String text = HandBench.read(source);
            Path copy = folder.resolve(name);
            write(copy, name.equals(file) ? planted(text, was, is) : text);
            files.add(copy);
        }
        Path top = folder.resolve("hand.v");
        write(top, neuron.verilog("hand", List.of()));
        files.add(top);
        List<String> outputs =
                neuron.tried().spec().equations().outputs().stream().map(Signal::name).toList();
        String[] more =
                neuron.shown().stream()
                        .map(Signal::name)
                        .filter(name -> !outputs.contains(name))
                        .toArray(String[]::new);
        return Proofs.of(spec, "hand", files).observing(more).within(PATIENCE).run();
    }

    private static String planted(String text, String was, String is) {
        if (!text.contains(was)) {
            throw new AssertionError("there is no " + was);
        }
        return text.replace(was, is);
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
