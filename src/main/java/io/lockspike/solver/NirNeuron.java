package io.lockspike.solver;

import io.lockspike.equation.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The one neuron of a NIR graph, with the weight before it: `tau dv/dt = v_leak - v + R·I`, a
/// spike where `v > v_threshold`, then `v = v_reset`. I is `weight · input + bias`; with a synapse
/// (CubaLIF) `tau_syn dI/dt = -I + w_in (weight · input + bias)`. SI units. A number of single
/// precision is the shortest decimal that reads back as it.
///
/// @param version of NIR, as the file says
/// @param path the nodes from the input to the output, with their types
/// @param weight 1 where no node has one
/// @param tauSyn of the synapse, where there is one
public record NirNeuron(
        Place at,
        String version,
        List<String> path,
        BigDecimal weight,
        BigDecimal bias,
        BigDecimal tau,
        Optional<BigDecimal> tauSyn,
        BigDecimal wIn,
        BigDecimal resistance,
        BigDecimal rest,
        BigDecimal threshold,
        BigDecimal reset) {}
