package io.lockspike.vector;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One stimulus for each input of a design, in the order of its inputs.
public record Stimuli(List<Signal> inputs, List<Stimulus> each) {
    public Stimuli {
        inputs = List.copyOf(inputs);
        each = List.copyOf(each);
        if (inputs.size() != each.size()) {
            throw new IllegalArgumentException(
                    inputs.size() + " inputs, " + each.size() + " stimuli");
        }
    }

    /// What `assignments`, each `NAME=STIMULUS`, say of `inputs`; an input that none names has its
    /// default. In a layer `x=…` is for those of `x@0`, `x@1`, … without one of their own.
    ///
    /// @throws BadInputException if one names no input, names one twice, or is no stimulus for it
    public static Stimuli of(List<Signal> inputs, List<String> assignments) {
        var texts = texts(inputs, assignments);
        var each = new ArrayList<Stimulus>();
        for (var input : inputs) {
            String text = texts.getOrDefault(input.name(), texts.get(layerName(input.name())));
            each.add(text == null ? Stimulus.byDefault(input) : Stimulus.parse(text, input));
        }
        return new Stimuli(inputs, each);
    }

    /// The rows of one lane, from row 0.
    public Rows rows(long seed, int lane, Recordings recordings) {
        var streams = new Stream[inputs.size()];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = each.get(i).stream(new Lane(inputs.get(i), seed, lane, recordings));
        }
        return new Rows(streams);
    }

    /// `NAME=STIMULUS` for every input, defaults written out: what [#of] reads as this.
    public List<String> assignments() {
        var assignments = new ArrayList<String>();
        for (int i = 0; i < inputs.size(); i++) {
            assignments.add(inputs.get(i).name() + "=" + each.get(i).text());
        }
        return assignments;
    }

    /// The values of all inputs, row by row.
    public static final class Rows {
        private final Stream[] streams;

        private Rows(Stream[] streams) {
            this.streams = streams;
        }

        /// Puts the next row into `raw` and `defined`, by the input's place in the list; false, and
        /// nothing, where a recording has ended.
        public boolean next(long[] raw, boolean[] defined) {
            for (var stream : streams) {
                if (!stream.hasNext()) {
                    return false;
                }
            }
            for (int i = 0; i < streams.length; i++) {
                raw[i] = streams[i].next();
                defined[i] = streams[i].defined();
            }
            return true;
        }
    }

    private static Map<String, String> texts(List<Signal> inputs, List<String> assignments) {
        var texts = new HashMap<String, String>();
        for (var assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(
                        "input '" + assignment + "' is no assignment; write NAME=STIMULUS");
            }
            String name = assignment.substring(0, equals);
            if (!isInput(name, inputs)) {
                throw new BadInputException("input " + assignment + ": " + noInput(name, inputs));
            }
            if (texts.put(name, assignment.substring(equals + 1)) != null) {
                throw new BadInputException(
                        "input "
                                + assignment
                                + ": "
                                + name
                                + " has a stimulus already; write one of the two");
            }
        }
        return texts;
    }

    private static boolean isInput(String name, List<Signal> inputs) {
        for (var input : inputs) {
            if (input.name().equals(name) || layerName(input.name()).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String noInput(String name, List<Signal> inputs) {
        if (inputs.isEmpty()) {
            return "the design has no inputs";
        }
        var known = new ArrayList<String>();
        inputs.forEach(input -> known.add(input.name()));
        return "there is no input %s%s; the inputs are %s"
                .formatted(name, Words.didYouMean(name, known), Words.list(known));
    }

    /// `x` for `x@3`; any other name is its own.
    private static String layerName(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }
}
