package io.lockspike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The native library comes from a folder that is ours alone, and is the one that we know.
final class NativeLibraryTest {
    @TempDir Path folder;

    @Test
    void isUnpackedWhereNobodyElseCanWrite() throws IOException {
        Path cache = folder.resolve("cache");

        Path library = NativeLibrary.unpacked(cache);

        assertThat(library).isRegularFile().hasParent(cache);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
        assertThat(NativeLibrary.unpacked(cache)).isEqualTo(library);
    }

    @Test
    void isUnpackedAnewWhereItWasChanged() throws IOException {
        Path library = NativeLibrary.unpacked(folder);
        byte[] right = Files.readAllBytes(library);
        byte[] wrong = right.clone();
        wrong[wrong.length / 2]++;
        Files.write(library, wrong);

        assertThat(NativeLibrary.unpacked(folder)).isEqualTo(library).hasBinaryContent(right);
    }

    @Test
    void goesToAFolderOfItsOwnWhereThereIsNoCache() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Path library = NativeLibrary.unpacked(file.resolve("cache"));

        assertThat(library).isRegularFile();
        assertThat(library.startsWith(folder)).isFalse();
        Files.delete(library);
        Files.delete(library.getParent());
    }
}
