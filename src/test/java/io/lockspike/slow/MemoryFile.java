package io.lockspike.slow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A `$readmemh` file: hexadecimal words, `@addr`, comments. A cell without a word is undefined.
final class MemoryFile {

    private MemoryFile() {}

    /// Where the files of a spec lie.
    record Folder(Path path) {

        String read(String name) {
            try {
                return Files.readString(path.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<Optional<BigInteger>> cells(String text, Type type, int depth) {
        List<Optional<BigInteger>> cells =
                new ArrayList<>(Collections.nCopies(depth, Optional.empty()));
        String words = text.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//[^\\n]*", " ");
        int address = 0;
        for (String word : words.strip().split("\\s+", -1)) {
            if (word.startsWith("@")) {
                address = Integer.parseInt(word.substring(1), 16);
            } else if (!word.isEmpty()) {
                BigInteger bits = new BigInteger(word.replace("_", ""), 16);
                cells.set(address++, Optional.of(type.wrap(bits)));
            }
        }
        return cells;
    }
}
