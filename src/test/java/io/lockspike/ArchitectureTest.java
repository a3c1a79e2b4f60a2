package io.lockspike;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The packages in the order in which they may use each other, and the libraries that only one of
/// them may touch.
class ArchitectureTest {

    /// Each uses those above it only. Those on one line are siblings, and never see each other.
    private static final List<List<String>> ORDER =
            List.of(
                    List.of("tool"),
                    List.of("equation"),
                    List.of("spec"),
                    List.of("model"),
                    List.of("emit"),
                    List.of("proof"),
                    List.of("trace"),
                    List.of("lattice"),
                    List.of("vector"),
                    List.of("check"),
                    List.of("solver", "rtl", "board", "campaign"),
                    List.of("doctor"),
                    List.of("report"),
                    List.of("cli"));

    private static final JavaClasses OURS =
            new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final JavaClasses TESTS =
            new ClassFileImporter().importPath(Path.of("target/test-classes"));

    @Test
    void findsTheClasses() {
        assertThat(OURS).isNotEmpty();
        assertThat(TESTS).isNotEmpty();
    }

    @Test
    void knowsEveryPackage() {
        classes()
                .should()
                .resideInAnyPackage(packages(ORDER.stream().flatMap(List::stream)))
                .check(OURS);
    }

    @ParameterizedTest(name = "{0} uses only what stands above it")
    @MethodSource("all")
    void keepsTheOrder(String name) {
        noClasses()
                .that()
                .resideInAPackage(within(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(notAbove(name)))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @ParameterizedTest(name = "only {0} uses {1}")
    @CsvSource({
        "spec, org.snakeyaml..",
        "cli, picocli..",
        "solver, org.apache.commons.math3..",
        "solver, io.jhdf..",
        "board, com.fazecast..",
        "proof, ..bitwuzla..",
        "rtl, java.lang.foreign..",
        "model, jdk.incubator.vector..",
        "model, java.lang.classfile..",
    })
    void keepsTheDoor(String name, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(within(name))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .allowEmptyShould(true)
                .check(OURS);
    }

    /// Else it could not judge the model: it would share its mistakes.
    @Test
    void keepsTheSlowModelIndependent() {
        noClasses()
                .that()
                .resideInAPackage("io.lockspike.slow..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.lockspike..")
                                .and(not(resideInAPackage("io.lockspike.slow.."))))
                .allowEmptyShould(true)
                .check(TESTS);
    }

    static Stream<String> all() {
        return ORDER.stream().flatMap(List::stream);
    }

    private static Stream<String> notAbove(String name) {
        return ORDER.stream()
                .dropWhile(rank -> !rank.contains(name))
                .flatMap(List::stream)
                .filter(other -> !other.equals(name));
    }

    private static String[] packages(Stream<String> names) {
        return names.map(ArchitectureTest::within).toArray(String[]::new);
    }

    private static String within(String name) {
        return "io.lockspike." + name + "..";
    }
}
