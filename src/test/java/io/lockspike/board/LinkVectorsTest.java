package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.firmware.LinkFrame;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What stands in `test-vectors/link/v1` is what is written here, byte for byte.
/// `-Dtest-vectors.update=true` writes it.
class LinkVectorsTest {
    private static final Path ROOT = Path.of("test-vectors/link/v1");
    private static final Spec TOY = SpecFile.read(ROOT.resolve("toy.yaml"), Map.of());

    private static long hash() {
        return HexFormat.fromHexDigitsToLong(TOY.hash());
    }

    @Test
    void areWrittenByteForByte() throws IOException {
        Map<String, String> files = files();
        if (Boolean.getBoolean("test-vectors.update")) {
            for (var file : files.entrySet()) {
                Files.writeString(ROOT.resolve(file.getKey()), file.getValue());
            }
        }
        for (var file : files.entrySet()) {
            String present = Files.readString(ROOT.resolve(file.getKey()));
            assertThat(present.equals(file.getValue())).as(file.getKey()).isTrue();
        }
        try (var all = Files.list(ROOT)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .hasSize(files.size() + 2)
                    .contains("README.md", "toy.yaml")
                    .containsAll(files.keySet());
        }
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        frames(files, "full", LinkFrames.full());
        frames(files, "lite", LinkFrames.lite());
        for (LinkSession session : LinkSession.all(hash())) {
            files.put("session-" + session.name + ".json", json(session));
            files.put("session-" + session.name + ".txt", text(session));
        }
        return files;
    }

    private static void frames(
            Map<String, String> files, String profile, List<LinkFrames.Sample> samples) {
        var json = new StringBuilder();
        var text = new StringBuilder();
        Json out = new Json(json, true).object();
        out.name("schema").value("lockspike-link-frames-1").name("profile").value(profile);
        out.name("frames").array();
        for (LinkFrames.Sample sample : samples) {
            out.object().name("name").value(sample.name());
            out.name("kind").value(sample.kind().name().toLowerCase(Locale.ROOT));
            out.name("line").value(sample.line().toString());
            if (sample.kind() != LinkFrames.Kind.BAD) {
                out.name("body").value(sample.body().toString());
            }
            sample.message().ifPresent(body -> message(out, body));
            out.end();
            text.append(
                    "%s %d %d "
                            .formatted(
                                    sample.kind().name().charAt(0),
                                    sample.line().length(),
                                    sample.body().length()));
            text.append(SessionText.hex(sample.line()))
                    .append(' ')
                    .append(SessionText.hex(sample.body()))
                    .append('\n');
        }
        out.end().end();
        files.put("frames-" + profile + ".json", json.toString());
        files.put("frames-" + profile + ".txt", text.toString());
    }

    private static void message(Json out, Body body) {
        Header header = body.header();
        out.name("message").object().name("type").value(body.message().kind().toString());
        out.name("flags").value(header.flags());
        out.name("session").value(Integer.toUnsignedLong(header.session()));
        out.name("sequence").value(header.sequence()).name("credit").value(header.credit());
        out.name("step").value(Integer.toUnsignedLong(header.step()));
        out.name("payload").value(body.message().payload().toString()).end();
    }

    private static String json(LinkSession session) {
        var text = new StringBuilder();
        Json out = new Json(text, true).object();
        BoardFacts facts = session.facts;
        out.name("schema").value("lockspike-link-session-1").name("name").value(session.name);
        out.name("about").value(session.about).name("spec").value("toy.yaml");
        out.name("board").object();
        out.name("unit").value(facts.unit()).name("bits").value(facts.abilities());
        out.name("boot").value(Integer.toUnsignedLong(LinkSession.BOOT));
        out.name("build").value(facts.build()).name("hash").value(TOY.hash());
        out.name("neurons").value(facts.neurons()).name("clock").value(facts.clock());
        out.name("most_body").value(facts.mostBody()).name("credits").value(facts.credits());
        out.name("input_bytes").value(facts.inputBytes());
        out.name("output_bytes").value(facts.outputBytes());
        out.name("state_bytes").value(facts.stateBytes());
        out.name("name").value(facts.name()).end();
        out.name("exchanges").array();
        for (LinkSession.Exchange exchange : session.exchanges) {
            out.object().name("about").value(exchange.about());
            out.name("host").value(exchange.host().toString());
            out.name("board").value(exchange.board().toString()).end();
        }
        out.end().end();
        return text.toString();
    }

    private static String text(LinkSession session) {
        var text = new SessionText();
        for (LinkSession.Exchange exchange : session.exchanges) {
            text.accept(exchange.host().toArray(), exchange.board().toArray());
        }
        return text.toString();
    }

    @Test
    void areWhatThePlainEncoderSays() {
        int bad = 0;
        for (LinkFrames.Sample sample : LinkFrames.full()) {
            byte[] line = sample.bare();
            var plain = LinkFrame.decode(line).filter(LinkVectorsTest::isBody);
            assertThat(plain.isPresent())
                    .as(sample.name())
                    .isEqualTo(sample.kind() != LinkFrames.Kind.BAD);
            plain.ifPresent(
                    body -> assertThat(body).as(sample.name()).isEqualTo(sample.body().toArray()));
            if (sample.kind() == LinkFrames.Kind.GOOD) {
                assertThat(LinkFrame.encode(sample.body().toArray()))
                        .isEqualTo(sample.line().toArray());
            }
            bad += plain.isEmpty() ? 1 : 0;
        }
        for (LinkFrames.Sample sample : LinkFrames.lite()) {
            if (sample.kind() == LinkFrames.Kind.GOOD) {
                assertThat(LinkFrame.encode(sample.body().toArray()))
                        .isEqualTo(sample.line().toArray());
            }
        }
        assertThat(bad).isGreaterThan(20);
    }

    /// What the samples call bad although the bytes are whole: a wrong size, version, type or
    /// length field. Those of the size tests have no header at all.
    private static boolean isBody(byte[] body) {
        if (body.length < 16 || body.length > 600) {
            return false;
        }
        boolean ping = body.length <= 17 && ByteBuffer.wrap(body).getInt(4) == 0x0110555E;
        return !ping || Body.of(Bytes.of(body)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "LITE"})
    void areReadAsTheySay(Profile profile) {
        List<LinkFrames.Sample> samples =
                profile == Profile.FULL ? LinkFrames.full() : LinkFrames.lite();
        var random = new SplittableRandom(1);
        List<String> read = new ArrayList<>();
        var reader = new FrameReader(body -> read.add(body.toString()));
        List<String> expected = new ArrayList<>();
        int dropped = 0;
        for (LinkFrames.Sample sample : samples) {
            for (int at = 0; at < sample.line().length(); ) {
                int to = Math.min(sample.line().length(), at + random.nextInt(1, 40));
                reader.take(Arrays.copyOfRange(sample.line().toArray(), at, to));
                at = to;
            }
            byte[] bare = sample.bare();
            boolean whole = Framing.body(bare, bare.length) != null;
            if (whole) {
                expected.add(Framing.body(bare, bare.length).toString());
            }
            dropped += whole ? 0 : 1;
            assertThat(whole && isUnderstood(profile, sample))
                    .as(sample.name())
                    .isEqualTo(sample.kind() != LinkFrames.Kind.BAD);
        }
        assertThat(read).isEqualTo(expected);
        assertThat(reader.dropped().values().stream().mapToLong(n -> n).sum()).isEqualTo(dropped);
        assertThat(reader.dropped().keySet())
                .contains(Framing.Drop.CHECK, Framing.Drop.COBS, Framing.Drop.LENGTH);
    }

    private static boolean isUnderstood(Profile profile, LinkFrames.Sample sample) {
        if (sample.kind() != LinkFrames.Kind.BAD) {
            return true;
        }
        Bytes body = Framing.body(sample.bare(), sample.bare().length);
        return profile == Profile.FULL
                ? Body.of(body).isPresent()
                : LiteMessage.of(body).isPresent();
    }

    @Test
    void haveMessagesThatReadBack() {
        int messages = 0;
        for (LinkFrames.Sample sample : LinkFrames.full()) {
            if (sample.message().isPresent()) {
                Body body = Body.of(sample.body()).orElseThrow();
                assertThat(body.header()).isEqualTo(sample.message().get().header());
                assertThat(body.message())
                        .usingRecursiveComparison()
                        .isEqualTo(sample.message().get().message());
                assertThat(body.bytes()).isEqualTo(sample.body());
                messages++;
            }
        }
        assertThat(messages).isEqualTo(15);
    }

    @Test
    void haveSessionsOfTheSpecThatTheyName() {
        Engine engine = Engine.interpreted(TOY.equations(), 0);
        engine.start(true);
        var core = new ToyCore(true);
        core.powerUp();
        var random = new SplittableRandom(5);
        boolean[] defined = {true, true, true};
        var format = new RowFormat(TOY.equations().inputs().stream().map(i -> i.type()).toList());
        for (int i = 0; i < 10_000; i++) {
            long[] row = {
                i == 0 ? 1 : random.nextInt(20) == 0 ? 1 : 0,
                random.nextInt(-2047, 2048),
                random.nextInt(4)
            };
            var in = new Bytes.Writer();
            format.pack(row, 0, in);
            ByteBuffer out = ByteBuffer.wrap(new byte[3]).order(ByteOrder.LITTLE_ENDIAN);
            core.row(in.done().reader(), out);
            engine.row(row, defined);
            long[] read = new long[2];
            new RowFormat(TOY.equations().outputs().stream().map(o -> o.type()).toList())
                    .unpack(out.flip(), read, 0);
            for (int o = 0; o < 2; o++) {
                int slot = TOY.equations().outputs().get(o).slot();
                assertThat(i == 0 || engine.raw(slot) == read[o]).isTrue();
            }
            engine.edge();
        }
    }

    @Test
    void saysEveryAnswerOfABoard() {
        var types = new TreeMap<Message.Kind, Integer>();
        var codes = new TreeMap<Integer, Integer>();
        for (LinkSession session : LinkSession.all(hash())) {
            for (LinkSession.Exchange exchange : session.exchanges) {
                new FrameReader(bytes ->
                        Body.of(bytes)
                                .ifPresentOrElse(
                                        body -> count(body.message(), types, codes),
                                        () -> assertThat(LiteMessage.of(bytes)).isPresent()))
                        .take(exchange.board().toArray());
            }
        }
        assertThat(types.keySet())
                .containsExactly(
                        Message.Kind.HELLO_ACK,
                        Message.Kind.STEP_REPLY,
                        Message.Kind.READ_REPLY,
                        Message.Kind.WRITE_REPLY,
                        Message.Kind.NAK,
                        Message.Kind.ERROR,
                        Message.Kind.PONG);
        assertThat(codes.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    private static void count(
            Message message, Map<Message.Kind, Integer> types, Map<Integer, Integer> codes) {
        types.merge(message.kind(), 1, Integer::sum);
        if (message instanceof Message.Refusal error) {
            codes.merge(error.code(), 1, Integer::sum);
        }
    }
}
