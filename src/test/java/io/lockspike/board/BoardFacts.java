package io.lockspike.board;

import io.lockspike.equation.Type;
import java.util.List;

/// What a [ReferenceBoard] says of itself.
record BoardFacts(
        int unit,
        int abilities,
        int build,
        long hash,
        int neurons,
        int clock,
        int mostBody,
        int credits,
        List<Type> inputs,
        List<Type> outputs,
        int inputBytes,
        int outputBytes,
        int stateBytes,
        String name) {}
