package io.lockspike.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A serial port that a board may hang on.
///
/// @param device what it is called until it is plugged in anew, such as `/dev/ttyUSB0`
/// @param stable what it is always called, in `/dev/serial/by-id`; the device where it has no such
///   name
/// @param group whose members may use it; empty where the system knows no groups
/// @param isOpenToUs whether we may read and write it
public record SerialPort(Path device, Path stable, String group, boolean isOpenToUs) {

    /// Those that USB brings, by name; not the ports that every machine has, behind which is mostly
    /// nothing, nor pseudo terminals.
    private static final String KINDS = "{ttyUSB*,ttyACM*,cu.usb*}";

    /// Those that are plugged in now, by name.
    ///
    /// @param dev where devices stand: `/dev`
    public static List<SerialPort> in(Path dev) {
        Map<Path, Path> stable = new TreeMap<>();
        for (Path link : list(dev.resolve("serial/by-id"), "*")) {
            stable.put(real(link), link);
        }
        List<SerialPort> ports = new ArrayList<>();
        for (Path device : list(dev, KINDS)) {
            ports.add(
                    new SerialPort(
                            device,
                            stable.getOrDefault(real(device), device),
                            group(device),
                            Files.isReadable(device) && Files.isWritable(device)));
        }
        return ports;
    }

    private static List<Path> list(Path folder, String names) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
            List<Path> all = new ArrayList<>();
            found.forEach(all::add);
            return all.stream().sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A link whose device is gone is itself.
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            return file;
        }
    }

    private static String group(Path device) {
        try {
            return Files.readAttributes(device, PosixFileAttributes.class).group().getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }
}
