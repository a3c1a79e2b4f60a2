package io.lockspike.doctor;

/// One thing that was looked at.
///
/// @param name what [Task]s call it
/// @param found its version, or how much of it is there; empty where it is not
/// @param use what it is for
/// @param place where it is; empty where it is not, or nowhere
/// @param remark what is wrong with it, or known of it; empty where nothing is
/// @param remedy the command that mends it; empty where there is nothing to mend
public record Finding(
        Group group,
        String name,
        State state,
        String found,
        String use,
        String place,
        String remark,
        String remedy) {

    /// Where it is shown.
    public enum Group {
        PROGRAM,
        TOOL,
        PORT
    }

    public enum State {
        OK,
        /// It works, and something is known of it.
        NOTE,
        MISSING,
        /// It is here, and of no use as it is.
        BROKEN
    }

    static Finding ok(Group group, String name, String found, String use, String place) {
        return new Finding(group, name, State.OK, found, use, place, "", "");
    }

    static Finding missing(Group group, String name, String use, String remedy) {
        return new Finding(group, name, State.MISSING, "", use, "", "", remedy);
    }

    Finding noting(String other) {
        return new Finding(group, name, State.NOTE, found, use, place, other, remedy);
    }

    Finding broken(String why, String command) {
        return new Finding(group, name, State.BROKEN, found, use, place, why, command);
    }

    Finding mending(String command) {
        return new Finding(group, name, state, found, use, place, remark, command);
    }

    /// Whether what needs it can be done.
    public boolean isUsable() {
        return state == State.OK || state == State.NOTE;
    }
}
