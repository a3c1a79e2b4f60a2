package io.lockspike.rtl;

import java.util.Optional;

/// The devices of a library: one alone, and where it has them many that run side by side, or the
/// states of the one.
record Devices(NativeDevice one, Optional<NativeLanes> lanes, Optional<NativeStates> states) {
    NativeLanes many() {
        return lanes.orElseThrow();
    }
}
