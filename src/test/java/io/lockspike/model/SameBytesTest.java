package io.lockspike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import io.lockspike.support.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engines give the same values whatever the JVM does with their code, and however many threads
/// run them.
final class SameBytesTest {
    private static final List<String> HERE = Digests.all();

    @Test
    void computesTheSameAgain() {
        assertThat(HERE).hasSameSizeAs(Library.names());
        assertThat(Digests.all()).isEqualTo(HERE);
    }

    @ParameterizedTest(name = "with {0}")
    @ValueSource(
            strings = {
                "-Xint --add-modules jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-Xcomp -XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector",
                "--add-modules jdk.incubator.vector -XX:ActiveProcessorCount=1",
                "--add-modules jdk.incubator.vector -XX:ActiveProcessorCount=4",
                "--add-modules jdk.incubator.vector -XX:UseAVX=0",
            })
    void computesTheSame(String options) {
        List<Object> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Digests.class.getName());
        Run.Result result = Run.of(command.toArray()).result();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo(String.join(" ", HERE));
    }
}
