package io.lockspike.solver;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A group of an HDF5 file that nobody vouches for: at most 64 MiB, read from memory, so that no
/// link leads out of it; no soft links; arrays of at most 4,096 values. Whatever goes wrong is one
/// [BadInputException].
final class HdfGroup {
    static final int MOST_BYTES = 1 << 26;
    static final int MOST_VALUES = 1 << 12;

    /// A sound file takes milliseconds. A damaged one may send the reader in circles.
    private static final int SECONDS = 20;

    private static final long SIGNATURE = 0x89_48_44_46_0d_0a_1a_0aL;

    private final Place at;
    private final Group group;

    private HdfGroup(Place at, Group group) {
        this.at = at;
        this.group = group;
    }

    /// What `reader` makes of the root of a file.
    ///
    /// @throws BadInputException if the file cannot be read, or `reader` finds something wrong
    static <T> T read(Path file, Function<HdfGroup, T> reader) {
        Place at = Place.of(file.toString());
        byte[] bytes = bytes(file, at);
        var task = new FutureTask<>(() -> parse(bytes, at, reader));
        var thread = new Thread(task, "hdf5");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw bad(at, e.getCause());
        } catch (TimeoutException e) {
            throw bad(at, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw bad(at, e);
        }
    }

    private static <T> T parse(byte[] bytes, Place at, Function<HdfGroup, T> reader) {
        try (HdfFile hdf = HdfFile.fromBytes(bytes)) {
            return reader.apply(new HdfGroup(at, hdf));
        }
    }

    /// The one place where an error of the library, of any kind, becomes ours.
    private static BadInputException bad(Place at, Throwable cause) {
        return switch (cause) {
            case BadInputException ours -> ours;
            case UnsupportedHdfException _ ->
                    new BadInputException(at, "uses a feature of HDF5 that is not read here");
            default -> new BadInputException(at, "the HDF5 file is damaged or cut off");
        };
    }

    private static byte[] bytes(Path file, Place at) {
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(at, "is a folder, not a NIR file");
            }
            byte[] bytes;
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                throw new BadInputException(at, "is larger than 64 MiB");
            }
            if (!isHdf(bytes)) {
                throw new BadInputException(
                        at, "is not an HDF5 file, as NIR graphs are (nir.write writes one)");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BadInputException(at, "no such file");
        } catch (IOException e) {
            throw new BadInputException(at, "cannot be read");
        }
    }

    /// The signature stands at 0, 512, 1024, 2048, …
    private static boolean isHdf(byte[] bytes) {
        for (int i = 0; i + Long.BYTES <= bytes.length; i = i == 0 ? 512 : 2 * i) {
            if (ByteBuffer.wrap(bytes).getLong(i) == SIGNATURE) {
                return true;
            }
        }
        return false;
    }

    BadInputException bad(String message) {
        return new BadInputException(at, message);
    }

    boolean has(String name) {
        return group.getChildren().containsKey(name);
    }

    List<String> names() {
        return List.copyOf(group.getChildren().keySet());
    }

    HdfGroup group(String name) {
        if (child(name) instanceof Group inner) {
            return new HdfGroup(at, inner);
        }
        throw bad(path(name) + " is no group of HDF5: this is no NIR graph");
    }

    String word(String name) {
        List<String> words = words(name);
        if (words.size() != 1) {
            throw bad("%s is one text, not %d".formatted(path(name), words.size()));
        }
        return words.getFirst();
    }

    /// All texts of an array of any shape, row by row.
    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (Object value : values(name)) {
            if (!(value instanceof String word)) {
                throw bad(path(name) + " holds something else than text");
            }
            words.add(word);
        }
        return words;
    }

    /// All numbers of an array of any shape, row by row. They are not checked for infinity.
    List<Number> numbers(String name) {
        List<Number> numbers = new ArrayList<>();
        for (Object value : values(name)) {
            if (!(value instanceof Number number)) {
                throw bad(path(name) + " holds something else than numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private List<Object> values(String name) {
        if (!(child(name) instanceof Dataset data)) {
            throw bad(path(name) + " is no array of HDF5: this is no NIR graph");
        }
        if (data.getSize() > MOST_VALUES) {
            throw bad(
                    "%s has %d values, and at most %d are read; only a single neuron is imported"
                            .formatted(path(name), data.getSize(), MOST_VALUES));
        }
        List<Object> values = new ArrayList<>();
        flatten(data.getData(), values);
        return values;
    }

    private static void flatten(Object data, List<Object> into) {
        if (data != null && data.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(data); i++) {
                flatten(Array.get(data, i), into);
            }
        } else {
            into.add(data);
        }
    }

    private Node child(String name) {
        Node node = group.getChildren().get(name);
        if (node == null) {
            throw bad(path(name) + " is missing: this is no NIR graph");
        }
        if (node.isLink()) {
            throw bad(path(name) + " is a link; write the graph without links");
        }
        return node;
    }

    private String path(String name) {
        return "'" + group.getPath() + name + "'";
    }
}
