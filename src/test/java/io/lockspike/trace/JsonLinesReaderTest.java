package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonLinesReaderTest {

    @Test
    void readsAnObjectForEachRow() {
        String text =
                """
                {"step": 0, "v": -3, "spike": true}

                {"step": 1, "v": null, "spike": false}
                {"step": 2, "v": "0xff", "spike": "x"}
                """;

        assertThat(Traces.rows(Traces.read("t.jsonl", text), "v:s8", "spike:u1"))
                .containsExactly("-3 1", "x 0", "-1 x");
    }

    @Test
    void findsValuesByNameWhereverTheyStand() {
        String text = "{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}\n{\"a\":5,\"b\":6}\n";

        assertThat(Traces.rows(Traces.read("t.jsonl", text), "b:u8"))
                .containsExactly("2", "3", "6");
    }

    @Test
    void takesNamesAndWidthsFromTheHeader() {
        String text =
                """
                {"schema":"lockspike-trace-1","names":["step","v\\u0040"],"types":["u63","s9"]}
                {"step":0,"v@":-256}
                """;
        var reader = Traces.read("t.jsonl", text);

        assertThat(reader.columns()).containsExactly(new Column("step", 63), new Column("v@", 9));
        assertThat(Traces.rows(reader, "v@:s9")).containsExactly("-256");
    }

    @Test
    void keepsAllDigitsOfWideNumbers() {
        var reader = Traces.read("t.jsonl", "{\"v\":18446744073709551615}\n");

        assertThat(Traces.rows(reader, "v:u64")).containsExactly("18446744073709551615");
        assertThat(reader.place(reader.position())).isEqualTo("line 1");
    }
}
