package io.lockspike.board;

import io.lockspike.equation.Type;
import io.lockspike.spec.Spec;
import io.lockspike.tool.ToolMissingException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Who a board is, by its own words.
///
/// @param fields name and value, one line each
public record BoardInfo(List<Field> fields) {

    /// One thing that it says.
    public record Field(String name, String value) {}

    /// Asks it. It has a new session then: its core begins anew.
    ///
    /// @param spec for an emulated board, and to hold what it says against
    /// @throws ToolMissingException if it does not answer
    public static BoardInfo ask(
            String port, int baud, Optional<Spec> spec, BooleanSupplier interrupted) {
        try (Connection connection =
                Connection.open(
                        new Connection.Asked(port, baud, spec, Optional.of(BoardInfo::hello)))) {
            HelloSession session = hello();
            End end = new Pump(connection.line(), System::nanoTime, interrupted).run(session);
            if (end.kind() != End.Kind.DONE) {
                throw new ToolMissingException(end.why().isEmpty() ? "interrupted" : end.why());
            }
            return new BoardInfo(fields(session.identity(), connection, spec));
        }
    }

    private static HelloSession hello() {
        return new HelloSession(1 | new SecureRandom().nextInt());
    }

    private static List<Field> fields(HelloAck board, Connection connection, Optional<Spec> spec) {
        List<Field> fields = new ArrayList<>();
        if (!connection.why().isEmpty()) {
            fields.add(new Field("port", connection.name() + ": " + connection.why()));
        }
        fields.add(new Field("name", board.name()));
        fields.add(new Field("build", "%08x".formatted(board.build())));
        fields.add(new Field("boot", "%08x".formatted(board.boot())));
        fields.add(new Field("spec", "%016x".formatted(board.hash())));
        spec.ifPresent(s -> {
            List<String> found = CoreFacts.of(s).differences(board);
            fields.add(new Field("this spec", found.isEmpty() ? "yes" : String.join("; ", found)));
        });
        fields.add(new Field("profiles", profiles(board.profiles())));
        fields.add(new Field("unit", board.unit() == HelloAck.UNIT_CYCLE ? "cycle" : "step"));
        fields.add(new Field("neurons", Integer.toUnsignedString(board.neurons())));
        if (board.clock() != 0) {
            fields.add(
                    new Field(
                            "clock",
                            "%s MHz".formatted(Integer.toUnsignedLong(board.clock()) / 1e6)));
        }
        fields.add(new Field("offers", abilities(board)));
        fields.add(new Field("inputs", ports(board.inputs(), board.inputBytes())));
        fields.add(new Field("outputs", ports(board.outputs(), board.outputBytes())));
        fields.add(
                new Field(
                        "frames",
                        "bodies of %d bytes, %d without an answer"
                                .formatted(board.mostBody(), board.credits())));
        fields.add(
                new Field(
                        "to expect",
                        "at most %,.0f steps/s at %d baud: what the line takes"
                                .formatted(
                                        LinkBound.stepsPerSecond(
                                                connection.baud(), board, LinkOptions.MOST_ROWS),
                                        connection.baud())));
        return fields;
    }

    private static String profiles(int bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (((bits >> i) & 1) != 0) {
                names.add(List.of("listen", "lite", "full").get(i));
            }
        }
        return String.join(", ", names);
    }

    private static String abilities(HelloAck board) {
        List<String> names = new ArrayList<>();
        add(names, board, HelloAck.DIGESTS, "digests of the state");
        add(names, board, HelloAck.STATES, "rows of state");
        add(names, board, HelloAck.READS, "READ");
        add(names, board, HelloAck.WRITES, "WRITE");
        add(names, board, HelloAck.CLOCKS, "clocks counted");
        add(names, board, HelloAck.WARM, "a reset that leaves alone what rst does");
        return names.isEmpty() ? "nothing more" : String.join(", ", names);
    }

    private static void add(List<String> names, HelloAck board, int ability, String name) {
        if (board.can(ability)) {
            names.add(name);
        }
    }

    private static String ports(List<Type> ports, int bytes) {
        return "%s (%d bytes a row)"
                .formatted(String.join(" ", ports.stream().map(Type::toString).toList()), bytes);
    }
}
