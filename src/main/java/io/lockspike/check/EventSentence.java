package io.lockspike.check;

import io.lockspike.equation.Signal;
import io.lockspike.spec.EventStream;
import java.util.ArrayList;
import java.util.List;

/// A difference of events in words.
///
/// @param steps what is compared are steps
record EventSentence(EventStream stream, boolean steps) {

    String of(EventMatch.Told told) {
        List<List<Long>> seen = words(told.seen());
        List<List<Long>> expected = words(told.expected());
        if (told.kind() == Divergence.Kind.SWAPPED_EVENTS) {
            return "%s and %s come in the other order"
                    .formatted(shown(seen.getFirst()), shown(seen.getLast()));
        }
        if (told.kind() == Divergence.Kind.FOR_GOOD) {
            return "%s, the model says %s; what follows does not come back"
                    .formatted(shown(seen.getFirst()), shown(expected.getFirst()));
        }
        List<List<Long>> extra = without(seen, expected);
        List<List<Long>> lost = without(expected, seen);
        String where = steps ? "in this step " : "";
        if (lost.isEmpty()) {
            return where + all(extra) + " too many";
        }
        if (extra.isEmpty()) {
            return where + all(lost) + (lost.size() == 1 ? " is lost" : " are lost");
        }
        return where + all(extra) + ", the model says " + all(lost);
    }

    private static List<List<Long>> words(List<EventMatch.Element> elements) {
        List<List<Long>> words = new ArrayList<>();
        elements.forEach(element -> words.addAll(element.words()));
        return words;
    }

    private static List<List<Long>> without(List<List<Long>> all, List<List<Long>> others) {
        List<List<Long>> rest = new ArrayList<>(all);
        others.forEach(rest::remove);
        return rest;
    }

    private String all(List<List<Long>> words) {
        return String.join(" and ", words.stream().limit(4).map(this::shown).toList())
                + (words.size() > 4 ? " and " + (words.size() - 4) + " more" : "");
    }

    /// `out (out_tick 0, out_neuron 3)`.
    private String shown(List<Long> word) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < word.size(); i++) {
            Signal field = stream.data().get(i);
            Long raw = word.get(i);
            fields.add(field.name() + " " + (raw == null ? "x" : field.type().format(raw)));
        }
        return stream.name() + " (" + String.join(", ", fields) + ")";
    }
}
