package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "'', 80",
        "wide, 80",
        "-5, 40",
        "1, 40",
        "99999, 1000",
        "99999999999, 80",
    })
    void takesItsWidthFromTheEnvironment(String columns, int width) {
        assertThat(Terminal.of(Map.of("COLUMNS", columns), false, true).width()).isEqualTo(width);
    }

    @Test
    void isColouredOnATerminalOnlyAndNotWhereTheUserSaysNo() {
        assertThat(Terminal.of(Map.of(), true, true).colour()).isTrue();
        assertThat(Terminal.of(Map.of("NO_COLOR", ""), true, true).colour()).isTrue();
        assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true, true).colour()).isFalse();
        assertThat(Terminal.of(Map.of("TERM", "dumb"), true, true).colour()).isFalse();
        assertThat(Terminal.of(Map.of(), false, true).colour()).isFalse();
    }

    static String withoutColour(String text) {
        return text.replaceAll("\u001b\\[[0-9]+m", "");
    }
}
