package io.lockspike.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What was built once, kept in a private folder under a name that says what it was made from.
public record BuildCache(Path folder) {

    /// The one of a kind: in [PrivateFolder#cache], or in the folder of this run where that cannot
    /// be.
    public static BuildCache of(String kind, Path work) {
        try {
            Path all = PrivateFolder.make(PrivateFolder.cache());
            return new BuildCache(PrivateFolder.make(all.resolve(kind)));
        } catch (IOException noCache) {
            return new BuildCache(work);
        }
    }

    /// A name for what is made from files and words: 64 hexadecimal digits.
    public static String key(List<Path> files, List<String> words) throws IOException {
        var all = new StringBuilder(String.join("\n", words));
        for (Path file : files) {
            all.append('\n').append(file.getFileName()).append(' ');
            all.append(Sha256.of(Files.readAllBytes(file)));
        }
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Where something of that name is, or would be.
    public Path file(String name) {
        return folder.resolve(name);
    }

    /// Keeps what was made: whole, or not at all.
    public void keep(Path made, String name) throws IOException {
        Path part = Files.createTempFile(folder, "new-", ".part");
        Files.copy(made, part, StandardCopyOption.REPLACE_EXISTING);
        if (Files.isExecutable(made)) {
            part.toFile().setExecutable(true, true);
        }
        Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
