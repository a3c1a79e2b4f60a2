package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.tool.ToolMissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why a port cannot be opened, in words that help.
class SerialLineTest {
    private static final int ACCESS_DENIED = 13;

    @TempDir Path folder;

    @Test
    void saysWhichGroupMayOpenIt() throws IOException {
        Path device = Files.createFile(folder.resolve("ttyUSB0"));
        Path link = Files.createSymbolicLink(folder.resolve("usb-board"), device);
        String group = Files.readAttributes(device, PosixFileAttributes.class).group().getName();

        assertThat(SerialLine.why(link.toString(), ACCESS_DENIED))
                .isEqualTo(
                        "we may not open it: it is the group %s's; sudo usermod -aG %s $USER, and log in again"
                                .formatted(group, group));
        assertThat(SerialLine.why("/nowhere", ACCESS_DENIED)).isEqualTo("we may not open it");
    }

    @Test
    void saysThatItIsNoPort() throws IOException {
        Path file = Files.createFile(folder.resolve("ttyUSB0"));
        assertThatThrownBy(() -> SerialLine.open(file.toString(), 9600))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageContaining(file + ": this cannot be opened as a serial port");
    }
}
