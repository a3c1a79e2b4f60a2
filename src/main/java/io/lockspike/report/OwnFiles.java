package io.lockspike.report;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Which files may be written over: those that Lockspike wrote. Such a file says in its first lines
/// that it is by `lif`, or of which hash; or begins with the very line that is to be written; or is
/// listed in the manifest of its folder. Every other one is somebody's work.
public final class OwnFiles {
    private static final int HEAD = 1 << 10;
    private static final Pattern MARK =
            Pattern.compile("\\bby `?lif\\b|\\bhash [0-9a-f]{16}\\b|\"lockspike-[a-z]+-1\"");
    private static final String MANIFEST = "manifest.json";
    private static final int MOST_MANIFEST = 1 << 20;

    private OwnFiles() {}

    /// Refuses to write `text` over a file of somebody else's; `text` is empty where it is no text.
    ///
    /// @throws BadInputException if the file is there and not ours
    public static void refuseOthers(Path file, String text) {
        try {
            if (Files.isRegularFile(file) && !isOurs(file, text)) {
                throw refused(file);
            }
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + FileFault.words(file, e));
        }
    }

    /// Refuses to write over a spec, which people edit, unless it is the same.
    ///
    /// @throws BadInputException if another one is there
    public static void refuseOtherSpec(Path file, String text) {
        try {
            if (Files.isRegularFile(file) && !isSame(file, text)) {
                throw new BadInputException(
                        file
                                + " is there already, and is not the same: name another file, or remove it");
            }
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + FileFault.words(file, e));
        }
    }

    private static BadInputException refused(Path file) {
        return new BadInputException(
                file + " is there, and lif did not write it: name another folder, or remove it");
    }

    private static boolean isOurs(Path file, String text) throws IOException {
        String head = head(file, HEAD);
        return MARK.matcher(head).find()
                || (!text.isEmpty() && beginsAlike(head, text))
                || isListed(file);
    }

    /// Whether the first line is the same, and says something.
    private static boolean beginsAlike(String head, String text) {
        String line = text.substring(0, Math.max(0, text.indexOf('\n')));
        return line.length() > 10 && head.startsWith(line + "\n");
    }

    private static boolean isListed(Path file) throws IOException {
        for (Path folder = file.toAbsolutePath().getParent();
                folder != null && !folder.equals(folder.getRoot());
                folder = folder.getParent()) {
            Path manifest = folder.resolve(MANIFEST);
            if (Files.isRegularFile(manifest)) {
                String path = folder.relativize(file.toAbsolutePath()).toString();
                String text = head(manifest, MOST_MANIFEST);
                return MARK.matcher(text).find()
                        && text.contains("\"path\": \"" + path.replace('\\', '/') + "\"");
            }
        }
        return false;
    }

    private static boolean isSame(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    private static String head(Path file, int most) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
