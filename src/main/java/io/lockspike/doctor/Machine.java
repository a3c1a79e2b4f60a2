package io.lockspike.doctor;

import io.lockspike.tool.PrivateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// What is looked at.
///
/// @param environment its variables
/// @param root of its files: `/`
/// @param cache where we keep what is worth keeping
/// @param patience how long a program may take to say its version
/// @param nanoTime the clock that says so
public record Machine(
        Map<String, String> environment,
        Path root,
        Path cache,
        Duration patience,
        LongSupplier nanoTime) {

    /// The one that we run on.
    public static Machine here() {
        return new Machine(
                System.getenv(),
                Path.of("/"),
                PrivateFolder.cache(),
                Duration.ofSeconds(10),
                System::nanoTime);
    }

    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
