package io.lockspike.rtl;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A device that can be run.
///
/// @param library what the child process loads
/// @param environment what the child's environment needs beside its own
/// @param columns values that are sampled in a row: of the outputs, and one more where the device
///   can be busy, which is 1 in rows that count
/// @param lanes the library has many devices that run side by side, too
/// @param ports of the device, and how many bits each has; none of a device in C
/// @param tools what made it, with versions
/// @param left ports of the device that nothing is bound to
/// @param warnings what a person should know, one sentence each
record Built(
        Path library,
        Map<String, String> environment,
        int columns,
        boolean lanes,
        Map<String, Integer> ports,
        List<String> tools,
        List<String> left,
        List<String> warnings) {}
