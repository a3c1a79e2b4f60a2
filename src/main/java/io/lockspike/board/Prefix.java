package io.lockspike.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a board has said so far, kept as the CRC-32C of each 256 rows: a board that began anew must
/// say it again.
final class Prefix {
    private static final int BLOCK = 256;

    private final List<Integer> blocks = new ArrayList<>();
    private final CRC32C open = new CRC32C();
    private long rows;

    boolean isEmpty() {
        return rows == 0;
    }

    /// Takes an answer's rows from the `from`-th on.
    void add(Answer answer, int from) {
        for (int i = from; i < answer.inputs().size(); i++) {
            row(answer, i);
        }
    }

    private void row(Answer answer, int i) {
        if (!answer.outputs().isEmpty()) {
            value(answer.outputs().get(i), answer.known().get(i));
        }
        rows++;
        if (rows % BLOCK == 0) {
            blocks.add((int) open.getValue());
            open.reset();
        }
    }

    /// What the model does not know may be another value each time.
    private void value(long[] outputs, long known) {
        for (int i = 0; i < Math.min(64, outputs.length); i++) {
            for (int shift = 0; shift < 64 && ((known >> i) & 1) != 0; shift += 8) {
                open.update((int) (outputs[i] >> shift));
            }
        }
    }

    /// What comes of an answer without its first rows.
    static Answer from(Answer answer, int first) {
        return new Answer(
                answer.step() + first,
                rest(answer.inputs(), first),
                rest(answer.known(), first),
                rest(answer.outputs(), first),
                rest(answer.states(), first),
                answer.clocks(),
                answer.digest(),
                answer.expected());
    }

    private static <T> List<T> rest(List<T> rows, int first) {
        return rows.isEmpty() ? rows : rows.subList(first, rows.size());
    }

    Replay replay() {
        return new Replay(new Prefix());
    }

    /// The same rows once more.
    final class Replay {
        private final Prefix again;

        private Replay(Prefix again) {
            this.again = again;
        }

        /// How many rows of an answer are known.
        int known(Answer answer) {
            return Math.clamp(rows - answer.step(), 0, answer.inputs().size());
        }

        /// Takes the known rows; a sentence where they are not what they were.
        Optional<String> add(Answer answer, int known) {
            for (int i = 0; i < known; i++) {
                again.row(answer, i);
                boolean same =
                        again.rows % BLOCK == 0
                                ? again.blocks.getLast().equals(blocks.get(again.blocks.size() - 1))
                                : again.rows < rows || again.open.getValue() == open.getValue();
                if (!same) {
                    return Optional.of(
                            "the board began anew, and did not say again what it had said in rows %d to %d"
                                    .formatted((again.rows - 1) / BLOCK * BLOCK, again.rows - 1));
                }
            }
            return Optional.empty();
        }

        boolean isOver() {
            return again.rows == rows;
        }
    }
}
