package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.report.JUnitXml.Case;
import io.lockspike.report.JUnitXml.Outcome;
import io.lockspike.report.JUnitXml.Suite;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class JUnitXmlTest {
    @TempDir private Path folder;

    @Test
    void writesEachOutcome() {
        var suite =
                new Suite(
                        "lif check",
                        properties("seed", "7"),
                        List.of(
                                of("agrees", new Outcome.Passed(), ""),
                                timed("differs", new Outcome.Failed("v is -3", "replay: lif run")),
                                of("breaks", new Outcome.Broken("no rows", ""), "one\ntwo"),
                                of("waits", new Outcome.Skipped("needs verilator"), "")));

        assertThat(JUnitXml.text(List.of(suite)))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites tests="4" failures="1" errors="1" skipped="1">
                          <testsuite name="lif check" tests="4" failures="1" errors="1" skipped="1">
                            <properties>
                              <property name="seed" value="7"/>
                            </properties>
                            <testcase classname="halving-u8" name="agrees">
                            </testcase>
                            <testcase classname="halving-u8" name="differs" time="61.005">
                              <failure message="v is -3">replay: lif run</failure>
                            </testcase>
                            <testcase classname="halving-u8" name="breaks">
                              <error message="no rows"></error>
                              <system-out>one
                        two</system-out>
                            </testcase>
                            <testcase classname="halving-u8" name="waits">
                              <skipped message="needs verilator"></skipped>
                            </testcase>
                          </testsuite>
                        </testsuites>
                        """);
    }

    @Test
    void isReadBackByAnotherReader() throws Exception {
        String hard = "<a href=\"x\">&amp; ]]> 'q' é θ 😀\ttab\nline\r\nend\r<![CDATA[";
        var read = failure(hard);

        assertThat(read.getAttribute("message")).isEqualTo(hard);
        assertThat(read.getTextContent()).isEqualTo(hard);
    }

    @Test
    void dropsWhatXmlCannotSay() throws Exception {
        String bad = "a\0b\u0001c\u001b[31md\u000be\u007ff\u009bg\ufffeh\uffffi\ud83dj\ude00k";
        var read = failure(bad);

        assertThat(read.getAttribute("message")).isEqualTo("abc[31mdefghijk");
        assertThat(read.getTextContent()).isEqualTo("abc[31mdefghijk");
    }

    @Test
    void isXmlWhateverTheText() throws Exception {
        var random = new Random(2);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            for (int left = 40; left > 0; left--) {
                text.append((char) random.nextInt(left % 2 == 0 ? 0x80 : 0x1_0000));
            }
            var read = failure(text.toString());

            assertThat(read.getAttribute("message")).isEqualTo(read.getTextContent());
            assertThat(text.toString()).hasSizeGreaterThanOrEqualTo(read.getTextContent().length());
        }
    }

    @Test
    void countsTheCasesOfAllSuites() throws Exception {
        var one = new Suite("a", properties(), List.of(of("x", new Outcome.Passed(), "")));
        var root = parse(JUnitXml.text(List.of(one, one, one))).getDocumentElement();

        assertThat(root.getAttribute("tests")).isEqualTo("3");
        assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
    }

    @Test
    void writesAFile() {
        var file = folder.resolve("results.xml");
        JUnitXml.write(file, List.of());

        assertThat(file)
                .hasContent(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites tests="0" failures="0" errors="0" skipped="0">
                        </testsuites>
                        """);
    }

    private static Element failure(String text) throws Exception {
        var properties = properties("key", text);
        var outcome = new Outcome.Failed(text, text);
        var one = new Case("c", text, outcome, properties, text, Optional.empty());
        var document = parse(JUnitXml.text(List.of(new Suite(text, properties, List.of(one)))));
        return (Element) document.getElementsByTagName("failure").item(0);
    }

    private static Document parse(String xml) throws Exception {
        var bytes = xml.getBytes(StandardCharsets.UTF_8);
        var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        return builder.parse(new ByteArrayInputStream(bytes));
    }

    private static Case of(String name, Outcome outcome, String output) {
        return new Case("halving-u8", name, outcome, properties(), output, Optional.empty());
    }

    private static Case timed(String name, Outcome outcome) {
        var time = Optional.of(Duration.ofMillis(61_005));
        return new Case("halving-u8", name, outcome, properties(), "", time);
    }

    private static SequencedMap<String, String> properties(String... pairs) {
        var properties = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return properties;
    }
}
