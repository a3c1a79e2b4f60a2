package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The VCD file of each design is one simulation of the first 40 rows of the constant stimuli, the
/// first 140 of the random ones and the last 110 of the corners.
class RecordingsTest {
    private static final int CONSTANT = 40;
    private static final int RANDOM = 140;
    private static final int CORNER = 110;

    /// `settled`: from which row of the random stimuli on the states no longer depend on what went
    /// before.
    @ParameterizedTest
    @CsvSource({
        "tt-halving, 1, rst=rst_a:u1 ui_in=ui_in:u8, state=state:u8 spike=spike:u1",
        "tt-seven-eighths, 1, rst=rst_a:u1 ui_in=ui_in:u8, state=state:u8 spike=spike:u1",
        "tt-negative-refractory, 1, rst=rst_a:u1 ui_in=tb.ui_in:s8 ena=ena:u1,"
                + " v=u_core.V_q4_4:s8 refractory=refractory:u1 spike=spike:u1",
        "q44-multiply-leak, 1, rst=rst_a:u1 input_spike=input_spike:u1,"
                + " potential_A=pot:u8 spike_A=spk:u1 potential_B=pot2:u8 spike_B=spk2:u1"
                + " potential_C=dut3.potential:u8 spike_C=spk3:u1",
        "bitplane-layer, 1, rst=rst_a:u1 valid=valid:u1 x0=x0:s9 x9=x9:s9 shift=shift:u3"
                + " threshold=tb.threshold:u32 full=full:u1,"
                + " q_count=q_count:u6 spike_push=push:u1 spike_id=wd:u4",
        "mixed-width-diffeq, 1, rst=rst_a:u1 i_ext=i_ext:u8 thresh=thresh:u8,"
                + " voltage=voltage:u8 spike=spk:u1",
        "tinyodin, 1, rst=rst_a:u1 syn_event=syn_event:u1 time_ref=time_ref:u1"
                + " syn_weight=syn_weight:s4 leak_str=leak_str:u7 thr=thr:u12,"
                + " state=state:s12 state_next=nx:s12 spike=spk:u1",
        "alif, 1, rst=rst_a:u1 enable=enable:u1 i_syn=i_syn:s12 v_th=v_th:s12 b=b:u8,"
                + " v=V_reg:s12 w=W_reg:u8 spike=spk:u1",
        "multicycle-fsm, 19, rst=rst_a:u1 start=start:u1 input_spike=input_spike:u8 vth=vth:s12,"
                + " fsm=p_state:u4 spike=spk:u1 valid=valid:u1",
        "vhdl-saturating, 1, rst=rst_a:u1 exc=exc:u1 inh=inh:u1 exc_weight=exc_weight:s8,"
                + " v=datapath.v:s8 ready=rdy:u1 spike=so:u1"
    })
    void sayTheSameInVcdAndCsv(String design, int settled, String inputs, String states) {
        String all = inputs + " " + states;
        List<String> waves = waves(design, all);

        assertThat(waves).hasSize(CONSTANT + RANDOM + CORNER);
        assertThat(waves.subList(0, CONSTANT))
                .isEqualTo(csv(design, "trace_constant.csv", all).subList(0, CONSTANT));
        assertThat(waves.subList(CONSTANT + settled, CONSTANT + RANDOM))
                .isEqualTo(csv(design, "trace_random.csv", all).subList(settled, RANDOM));
        List<String> corner = csv(design, "trace_corner.csv", inputs);
        assertThat(waves(design, inputs).subList(CONSTANT + RANDOM, waves.size()))
                .isEqualTo(corner.subList(corner.size() - CORNER, corner.size()));
    }

    private static List<String> waves(String design, String names) {
        return Traces.rows(Traces.recording(design, "waves.vcd"), picks(names, 1));
    }

    private static List<String> csv(String design, String file, String names) {
        return Traces.rows(Traces.recording(design, file), picks(names, 0));
    }

    private static String[] picks(String names, int side) {
        return Stream.of(names.strip().split(" "))
                .map(name -> pick(name, side))
                .toArray(String[]::new);
    }

    private static String pick(String name, int side) {
        String[] parts = name.split("[=:]", 3);
        return parts[side] + ":" + parts[2];
    }
}
