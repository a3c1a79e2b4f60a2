package io.lockspike.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

final class JsonTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void writesOneLine() {
        assertThat(json(false, JsonTest::example))
                .isEqualTo(
                        "{\"name\":\"v\",\"values\":[-1,18446744073709551615,null,true,[],{}],"
                                + "\"inner\":{\"a\":0.5}}\n");
    }

    @Test
    void writesWhatAPersonReads() {
        assertThat(json(true, JsonTest::example))
                .isEqualTo(
                        """
                        {
                          "name": "v",
                          "values": [
                            -1,
                            18446744073709551615,
                            null,
                            true,
                            [],
                            {}
                          ],
                          "inner": {
                            "a": 0.5
                          }
                        }
                        """);
    }

    private static void example(Json json) {
        json.object().name("name").value("v").name("values").array();
        json.value(-1).value(new BigInteger("18446744073709551615")).none().value(true);
        json.array().end().object().end().end();
        json.name("inner").object().name("a").value(0.5).end().end();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a\"b       | \"a\\\"b\"",
                "a\\b       | \"a\\\\b\"",
                "a/b        | \"a/b\"",
                "v ≥ θ, 😀  | \"v ≥ θ, 😀\"",
            })
    void escapesWhatJsonAsksFor(String text, String quoted) {
        assertThat(JsonText.quoted(text)).isEqualTo(quoted);
    }

    @Test
    void escapesControlCharactersLineEndsAndHalvesOfCharacters() {
        assertThat(JsonText.quoted("\n\r\t\b\f\0\u001b\u007f\u0085\u009b"))
                .isEqualTo("\"\\n\\r\\t\\u0008\\u000c\\u0000\\u001b\\u007f\\u0085\\u009b\"");
        assertThat(JsonText.quoted("\u2028\u2029")).isEqualTo("\"\\u2028\\u2029\"");
        assertThat(JsonText.quoted("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(JsonText.quoted("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
        assertThat(JsonText.quoted("\ud83d\ud83d\ude00")).isEqualTo("\"\\ud83d😀\"");
    }

    @Test
    void isReadBackByAnotherReader() {
        var random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(12); left > 0; left--) {
                text.append((char) random.nextInt(left % 2 == 0 ? 0x100 : 0x1_0000));
            }
            String written = json(i % 2 == 0, json -> json.array().value(text.toString()).end());
            byte[] bytes = written.getBytes(StandardCharsets.UTF_8);

            assertThat(JACKSON.readTree(bytes).get(0).stringValue()).isEqualTo(text.toString());
        }
    }

    @Test
    void writesIntegersExactly() {
        var huge = BigInteger.TWO.pow(300).negate();
        String written = json(false, json -> json.array().value(Long.MIN_VALUE).value(huge).end());

        assertThat(JACKSON.readTree(written).get(0).longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(JACKSON.readTree(written).get(1).bigIntegerValue()).isEqualTo(huge);
    }

    @Test
    void writesNullForWhatJsonCannotSay() {
        assertThat(json(false, json -> json.array().value(Double.NaN).value(1e-300).end()))
                .isEqualTo("[null,1.0E-300]\n");
    }

    @Test
    void refusesWhatWouldBeNoJson() {
        refuses(json -> json.array().name("a"), "no place for a name");
        refuses(json -> json.name("a"), "no place for a name");
        refuses(json -> json.object().value(1), "a value without a name");
        refuses(json -> json.object().name("a").name("b"), "no place for a name");
        refuses(json -> json.object().name("a").end(), "a name without a value");
        refuses(Json::end, "nothing to end");
        refuses(json -> json.value(1).value(2), "a second document");
        refuses(json -> json.array().end().array(), "a second document");
    }

    private static void refuses(Consumer<Json> calls, String reason) {
        assertThatThrownBy(() -> json(false, calls))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reason);
    }

    private static String json(boolean pretty, Consumer<Json> calls) {
        var out = new StringBuilder();
        calls.accept(new Json(out, pretty));
        return out.toString();
    }
}
