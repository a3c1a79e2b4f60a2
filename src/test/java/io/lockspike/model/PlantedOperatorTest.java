package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Operator;
import io.lockspike.slow.FamilyGenerator;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The comparison of engines notices a wrong instruction: one operator is emitted as another.
final class PlantedOperatorTest {
    private static final List<String> SPECS = FamilyGenerator.oneAtATime(4);

    @ParameterizedTest(name = "notices {1} in the place of {0}")
    @CsvSource({
        "GREATER_OR_EQUAL, GREATER",
        "GREATER, GREATER_OR_EQUAL",
        "EQUAL, GREATER_OR_EQUAL",
        "LESS_OR_EQUAL, LESS",
        "ADD, BIT_OR",
        "SUBTRACT, BIT_XOR",
        "MULTIPLY, ADD",
        "MIN, MAX",
        "MAX, MIN",
    })
    void noticesAWrongOperator(Operator operator, Operator instead) {
        long caught = SPECS.stream().filter(yaml -> differs(yaml, operator, instead)).count();
        System.out.printf(
                "%s emitted as %s: caught in %d of %d specs%n",
                operator, instead, caught, SPECS.size());
        assertThat(caught).isPositive();
    }

    private static boolean differs(String yaml, Operator operator, Operator instead) {
        Equations equations =
                SpecFile.parse(yaml, "planted.yaml", Path.of(""), Map.of()).equations();
        KernelCode code = KernelCompiler.compile(equations, o -> o == operator ? instead : o);
        var engine = new CompiledEngine(equations, 0, () -> Optional.of(code), 0);
        try {
            new Draw(1).run(new EnginePair(equations, 0, engine, new Tally()), 300, true, false);
            return false;
        } catch (AssertionError difference) {
            return true;
        }
    }
}
