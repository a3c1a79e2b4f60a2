package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import io.lockspike.support.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each neuron that was written by hand has twins with a fault where it differs from the default,
/// and the default has one for each of its choices: all are refuted, by a stimulus that
/// co-simulation confirms.
final class BrokenTwinTest {
    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    private static final Set<String> WHILE_REFRACTORY = Set.of("input", "quiet leak", "counted");

    /// A fault that shows in each neuron with such a choice.
    ///
    /// @param value what is chosen, a regular expression
    /// @param is what stands in the file in place of `was`
    private record Fault(String choice, String value, String file, String was, String is) {
        static Fault parse(String line) {
            String[] parts = line.strip().split(" *~ *", -1);
            return new Fault(parts[0], parts[1], "lif_" + parts[2] + ".v", parts[3], parts[4]);
        }

        boolean fits(Map<String, String> chosen) {
            boolean counts = !chosen.get("steps").equals("0");
            return (counts || !WHILE_REFRACTORY.contains(choice))
                    && chosen.get(choice).strip().matches(value);
        }
    }

    private record Twin(HandNeuron neuron, Fault fault) {
        @Override
        public String toString() {
            return "%s %s: %s, %s in place of %s"
                    .formatted(
                            neuron.signed() ? "signed" : "unsigned",
                            fault.choice,
                            neuron.chosen().get(fault.choice),
                            fault.is,
                            fault.was);
        }
    }

    private static final List<Fault> FAULTS =
            """
            rst        ~ async               ~ register   ~ posedge clk_i or negedge rst_ni    ~ posedge clk_i
            rst        ~ async|sync          ~ register   ~ if (!rst_ni)   value_q <= VALUE;   ~ if (!rst_ni)   value_q <= VALUE ^ 1;
            rst        ~ none                ~ register   ~ initial value_q = VALUE            ~ initial value_q = VALUE ^ 1
            membrane   ~ = 1                 ~ neuron     ~ .VALUE(INITIAL)                    ~ .VALUE(0)
            current    ~ s.*                 ~ integrate  ~ {{(WIDE-CURRENT_WIDTH){current[CURRENT_WIDTH-1]}}, current} ~ {{(WIDE-CURRENT_WIDTH){1'b0}}, current}
            current    ~ u.*                 ~ integrate  ~ {{(WIDE-CURRENT_WIDTH){current[CURRENT_WIDTH-1]}}, current} ~ {{(WIDE-CURRENT_WIDTH){current[CURRENT_WIDTH-2]}}, current}
            rest       ~ -?1                 ~ leak       ~ d = x_i - rest_i                   ~ d = x_i + rest_i
            rest       ~ target              ~ leak       ~ d = x_i - rest_i                   ~ d = x_i + rest_i
            leak       ~ none                ~ leak       ~ :                           x_i;   ~ : x_i - (x_i >>> 3);
            leak       ~ shift:.*            ~ leak       ~ leak_i[SHIFT_WIDTH-1:0];           ~ leak_i[SHIFT_WIDTH-1:0] + 1'b1;
            leak       ~ shifts:.*           ~ leak       ~ LISTED && K[7]                     ~ LISTED && !K[7]
            leak       ~ decayed:.*          ~ leak       ~ .shift_i(FRACTION[5:0])            ~ .shift_i(FRACTION[5:0] + 6'd1)
            leak       ~ subtract:.*         ~ leak       ~ down   = x_i - amount              ~ down   = x_i - amount - 1
            rounding   ~ floor               ~ round      ~ {{(WIDTH-1){1'b0}}, up}            ~ {{(WIDTH-1){1'b0}}, inexact}
            rounding   ~ ceil                ~ round      ~ "ceil"         ? inexact           ~ "ceil"         ? 1'b0
            rounding   ~ toward-zero         ~ round      ~ inexact && x_i[WIDTH-1]            ~ inexact && !x_i[WIDTH-1]
            rounding   ~ away                ~ round      ~ inexact && !x_i[WIDTH-1]           ~ inexact && x_i[WIDTH-1]
            rounding   ~ half-up             ~ round      ~ "half-up"      ? half              ~ "half-up"      ? 1'b0
            rounding   ~ half-even           ~ round      ~ beyond || floor[0]                 ~ beyond || !floor[0]
            rounding   ~ at-least-one        ~ round      ~ x_i != {WIDTH{1'b0}}               ~ x_i == {WIDTH{1'b0}}
            overflow   ~ sat                 ~ narrow     ~ (held ? x_i : clamped)             ~ wrapped
            overflow   ~ clamp-at-zero       ~ narrow     ~ OVERFLOW == "sat" || AT_ZERO       ~ OVERFLOW == "sat"
            overflow   ~ wrap                ~ narrow     ~ : wrapped;                         ~ : held ? x_i : clamped;
            overflow   ~ wrap|checked        ~ narrow     ~ sign}}, x_i[WIDTH-1:0]}            ~ sign}}, x_i[WIDTH-1:1], 1'b0}
            narrow     ~ each-addition       ~ step       ~ INNER   = EACH ? OVERFLOW          ~ INNER   = EACH ? "wrap"
            narrow     ~ write-back          ~ step       ~ OVERFLOW : "exact"                 ~ OVERFLOW : "wrap"
            add        ~ .*                  ~ integrate  ~ ? x_was - added : x_was + added    ~ ? x_was + added : x_was - added
            when       ~ ">="                ~ fire       ~ y_i >= threshold_i                 ~ y_i >  threshold_i
            when       ~ ">"                 ~ fire       ~ y_i >  threshold_i                 ~ y_i >= threshold_i
            when       ~ "=="                ~ fire       ~ y_i == threshold_i                 ~ y_i >= threshold_i
            when       ~ bit                 ~ fire       ~ y_i[BIT]                           ~ y_i[BIT-1]
            threshold  ~ .*                  ~ step       ~ threshold_i[VALUE_WIDTH-1]}}, threshold_i} ~ threshold_i[VALUE_WIDTH-1]}}, threshold_i} + 2
            on         ~ .*                  ~ step       ~ ON == "previous" ? v               ~ ON != "previous" ? v
            output     ~ .*                  ~ neuron     ~ OUTPUT == "registered"             ~ OUTPUT != "registered"
            negative   ~ low|-[0-9]+         ~ fire       ~ y_i <= negative_i                  ~ y_i < negative_i
            adaptive   ~ [{].*               ~ adaptive   ~ spike_i ? raised : leaked          ~ spike_i ? leaked : raised
            reset      ~ [{]to: (0|1|-1|goal)} ~ reset    ~ "to"       ? reset_to_i            ~ "to"       ? reset_to_i + 1
            reset      ~ [{]subtract.*       ~ reset      ~ x_i - crossed                      ~ x_i + crossed
            reset      ~ none                ~ reset      ~ resets = !NONE && (                ~ resets = (
            reset      ~ [{]to: input}       ~ reset      ~ :                       alone;     ~ : x_i;
            steps      ~ [123]               ~ refractory ~ waiting_o ? count_i - ONE          ~ waiting_o ? count_i
            input      ~ .*                  ~ step       ~ REFRACTORY_INPUT == "ignored"      ~ REFRACTORY_INPUT != "ignored"
            quiet leak ~ off                 ~ step       ~ leaks = !(waiting_o                ~ leaks = !(!waiting_o
            counted    ~ with                ~ refractory ~ ? STEPS - 1                        ~ ? 0
            synapse    ~ [{].*               ~ synapse    ~ USE == "previous" ?                ~ USE != "previous" ?
            order      ~ (?!.leak, integrate, fire).* ~ order ~ if (ORDER == "leak, integrate, fire") ~ if (ORDER != "")
            enable     ~ en                  ~ neuron     ~ .en_i(en_i), .d_i(v_next)          ~ .en_i(1'b1), .d_i(v_next)
            """
                    .lines()
                    .map(Fault::parse)
                    .toList();

    private static List<Twin> twins() {
        List<Twin> twins = new ArrayList<>();
        for (boolean signed : new boolean[] {false, true}) {
            List<HandNeuron> neurons =
                    LifNeuronTest.alone(8, 0).stream()
                            .filter(neuron -> neuron.signed() == signed && !neuron.has("noise"))
                            .toList();
            Map<String, String> defaults = neurons.getFirst().chosen();
            for (HandNeuron neuron : neurons) {
                List<Twin> some =
                        FAULTS.stream()
                                .filter(fault -> fault.fits(neuron.chosen()))
                                .filter(fault -> isOwn(fault, neuron.chosen(), defaults))
                                .map(fault -> new Twin(neuron, fault))
                                .toList();
                assertThat(some).as(neuron.chosen().toString()).isNotEmpty();
                twins.addAll(some);
            }
        }
        return twins;
    }

    private static boolean isOwn(
            Fault fault, Map<String, String> chosen, Map<String, String> defaults) {
        return chosen.equals(defaults)
                || !chosen.get(fault.choice).equals(defaults.get(fault.choice));
    }

    @Test
    void areRefutedSome() {
        List<Twin> all = twins();
        for (int i = 0; i < all.size(); i += 30) {
            refuted(all.get(i));
        }
    }

    @Tag("long")
    @Test
    void areRefuted() {
        List<Twin> all = twins();
        int rows = 0;
        for (Twin twin : all) {
            rows = Math.max(rows, refuted(twin));
        }
        long faults = all.stream().map(Twin::fault).distinct().count();
        System.out.printf(
                "broken twins of the hand-written neuron, 8 bits: %d with %d faults, all refuted and confirmed, the longest in %d rows%n",
                all.size(), faults, rows);
        assertThat(faults).isEqualTo(FAULTS.size());
    }

    /// The rows that show it.
    private int refuted(Twin twin) {
        Fault fault = twin.fault();
        Prove.Result result =
                HandProof.of(twin.neuron(), folder, fault.file(), fault.was(), fault.is());
        assertThat(result.verdict())
                .as("%s: %s", twin, result.verdict())
                .isInstanceOf(RtlVerdict.Refuted.class);
        assertThat(result.seen()).as(twin.toString()).isPresent();
        return ((RtlVerdict.Refuted) result.verdict()).rows().size();
    }
}
