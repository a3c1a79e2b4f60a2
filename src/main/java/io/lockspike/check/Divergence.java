package io.lockspike.check;

import java.util.List;

/// One place where recording and model part, told as one cause.
///
/// @param lane -1 where there is one lane only
/// @param step rows of that lane before this one
/// @param row of the recording, from 0
/// @param place in the recording, for people: `line 17`
/// @param cells what differs in that row
/// @param note what else can be said, one sentence or empty
public record Divergence(
        Kind kind, int lane, long step, long row, String place, List<Cell> cells, String note) {

    public enum Kind {
        /// This row only; the rows after it agree.
        WRONG_VALUE,
        /// A value that stands some rows later than the model's.
        LATE,
        /// A value that stands some rows earlier than the model's.
        EARLY,
        /// A row that stands where the next one should, and the other way round.
        SWAPPED_ROWS,
        /// A row that the model does not make; without it the rows agree.
        EXTRA_ROW,
        /// Rows that the recording lacks; with them the rows agree.
        LOST_ROW,
        /// The state took another way; from the recorded state on the rows agree.
        STATE,
        /// From here on the rows do not come back; the model knows nothing of the state.
        FOR_GOOD,
        /// An event that is another one in the model.
        WRONG_EVENT,
        /// An event that the model does not make; without it they agree.
        EXTRA_EVENT,
        /// Events that the device lacks; with them they agree.
        LOST_EVENT,
        /// Two events, one after the other, in the other order.
        SWAPPED_EVENTS,
        /// The device gives no row: it crashed, hung or ended.
        GONE
    }

    /// One cell. `observed` and `expected` are decimal numbers, `x` where undefined.
    public record Cell(String column, String observed, String expected) {}

    /// What differs, as a sentence with both values.
    public String sentence() {
        boolean event = kind.name().contains("EVENT");
        var text = new StringBuilder((event ? "event " : "step ") + step);
        if (lane >= 0) {
            text.append(", neuron ").append(lane);
        }
        text.append(" (").append(place).append("): ");
        String separator = "";
        for (Cell cell : cells) {
            text.append(separator)
                    .append(cell.column())
                    .append(" is ")
                    .append(cell.observed())
                    .append(", the model says ")
                    .append(cell.expected());
            separator = "; ";
        }
        return note.isEmpty() || cells.isEmpty()
                ? text.append(note).toString()
                : text.append(" (").append(note).append(')').toString();
    }
}
