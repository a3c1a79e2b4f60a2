package io.lockspike.spec;

import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the names of a spec stand in one kind of recording, as the spec says it; resolved where
/// the recording is at hand.
///
/// @param clock the clock's signal
/// @param fallingClock the design's active edge is the falling one of that signal
/// @param rst the column of rst
/// @param rstActiveLow rst is asserted where that column is 0
/// @param map column to name or expression of the spec
/// @param tie inputs that no column gives; of a device also ports that the spec knows nothing of
/// @param parameters of a device: numbers by name
/// @param after columns or names whose values are those after the step
/// @param latency column or name to clocks after the step
/// @param lane the column with the number of the lane
/// @param when the condition, on the recording's columns, under which a row counts
/// @param plainVectors a device in VHDL has ports of type std_logic_vector, not of numeric_std
/// @param step the column with the number of the step: where it is 0 again, rst came before
/// @param commit the commit port of a design: the name of each field's port
public record Binding(
        Optional<Named> clock,
        boolean fallingClock,
        Optional<Named> rst,
        boolean rstActiveLow,
        Map<String, EquationText> map,
        Map<String, Long> tie,
        Map<String, Long> parameters,
        List<Named> after,
        Map<String, Integer> latency,
        Optional<Named> lane,
        Optional<EquationText> when,
        boolean plainVectors,
        Optional<Named> step,
        Map<String, String> commit,
        Place at) {

    /// One that knows of clocks alone, not of commits.
    public Binding(
            Optional<Named> clock,
            boolean fallingClock,
            Optional<Named> rst,
            boolean rstActiveLow,
            Map<String, EquationText> map,
            Map<String, Long> tie,
            Map<String, Long> parameters,
            List<Named> after,
            Map<String, Integer> latency,
            Optional<Named> lane,
            Optional<EquationText> when,
            boolean plainVectors,
            Place at) {
        this(
                clock,
                fallingClock,
                rst,
                rstActiveLow,
                map,
                tie,
                parameters,
                after,
                latency,
                lane,
                when,
                plainVectors,
                Optional.empty(),
                Map.of(),
                at);
    }

    /// A name of the recording, and where the spec says it.
    public record Named(String text, Place at) {}

    /// The latency said of a column or port or, where none is, of the name that is bound to it;
    /// else 0.
    public int latency(String column, String name) {
        return latency.getOrDefault(column, latency.getOrDefault(name, 0));
    }

    /// Equal names bind by themselves, and nothing else.
    public static Binding byName(Place at) {
        return new Binding(
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                at);
    }

    /// The same with another map, and other values that are those after the step.
    public Binding with(Map<String, EquationText> otherMap, List<Named> otherAfter) {
        return with(rst, rstActiveLow, otherMap, tie, parameters, otherAfter, lane, when);
    }

    /// The same with a column that has the number of the lane.
    public Binding with(Named laneColumn) {
        return with(rst, rstActiveLow, map, tie, parameters, after, Optional.of(laneColumn), when);
    }

    /// The same, but every row counts, and nothing is said of the device itself.
    public Binding ofEveryRow(Map<String, Long> tiedInputs) {
        return with(rst, rstActiveLow, map, tiedInputs, Map.of(), after, lane, Optional.empty());
    }

    /// The same for a run that never asserts rst, so that states start at their `=` values.
    public Binding withoutRst() {
        Map<String, EquationText> otherMap = new LinkedHashMap<>(map);
        otherMap.values().removeIf(text -> text.text().strip().equals("rst"));
        Map<String, Long> otherTie = new LinkedHashMap<>(tie);
        otherTie.put("rst", 0L);
        return with(Optional.empty(), false, otherMap, otherTie, parameters, after, lane, when);
    }

    private Binding with(
            Optional<Named> otherRst,
            boolean otherActiveLow,
            Map<String, EquationText> otherMap,
            Map<String, Long> otherTie,
            Map<String, Long> otherParameters,
            List<Named> otherAfter,
            Optional<Named> otherLane,
            Optional<EquationText> otherWhen) {
        return new Binding(
                clock,
                fallingClock,
                otherRst,
                otherActiveLow,
                otherMap,
                otherTie,
                otherParameters,
                otherAfter,
                latency,
                otherLane,
                otherWhen,
                plainVectors,
                step,
                commit,
                at);
    }
}
