package io.lockspike.rtl;

import io.lockspike.spec.Spec;
import io.lockspike.tool.BuildCache;
import io.lockspike.vector.Pins;
import java.nio.file.Path;
import java.util.OptionalInt;

/// A device that can be built: RTL or C.
public sealed interface DeviceSources permits Sources, Firmware {

    /// The binding, and what is said of its ports elsewhere.
    Pins pins(Pins bound);

    /// What a library has beside one device.
    ///
    /// @param lanes bits of a value where many runs go side by side; empty where they do not
    /// @param states the device's states can be gone back to
    record Extra(OptionalInt lanes, boolean states) {
        static final Extra NONE = new Extra(OptionalInt.empty(), false);
    }

    /// Builds it for a binding.
    ///
    /// @param extra what it is to have beside one device
    /// @param work a private folder for what is in between
    /// @param cache where libraries are kept
    /// @throws io.lockspike.equation.BadInputException if it is refused
    /// @throws io.lockspike.tool.ToolMissingException without what builds it
    Built build(Spec spec, Pins pins, Extra extra, Path work, BuildCache cache);

    /// Whether it is C: it has no pins but the spec's own names, and starts anew in each run.
    boolean isC();

    /// What a verdict calls it.
    String shown();
}
