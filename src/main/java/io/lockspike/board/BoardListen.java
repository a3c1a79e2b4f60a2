package io.lockspike.board;

import io.lockspike.check.Check;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.tool.ToolMissingException;
import io.lockspike.trace.Clock;
import io.lockspike.trace.TraceFile;
import io.lockspike.trace.TraceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// A board that runs by itself and prints: what it prints is checked as a recording is.
public final class BoardListen {
    private static final String BINARY = "binary:";

    private BoardListen() {}

    /// What is to be read, and how.
    ///
    /// @param format `csv` or `binary:…`
    /// @param columns names of the columns of CSV; none where the board prints them
    /// @param records how many are wanted
    /// @param silence how long nothing may come
    public record Request(
            Spec spec,
            Optional<Binding> binding,
            String port,
            int baud,
            String format,
            List<String> columns,
            long records,
            Duration silence,
            OnDivergence onDivergence,
            String replay,
            LongConsumer progress,
            BooleanSupplier interrupted) {}

    /// Listens, and judges.
    ///
    /// @throws ToolMissingException if nothing comes
    public static BoardCheck.Result run(Request request) {
        RecordSource source = source(request);
        try (Connection connection =
                Connection.open(
                        new Connection.Asked(
                                request.port(),
                                request.baud(),
                                Optional.empty(),
                                Optional.empty()))) {
            var listening =
                    new Listening(
                            connection.line(),
                            source,
                            request.records(),
                            request.silence().toNanos(),
                            request.interrupted());
            Verdict verdict;
            try (TraceReader reader = TraceFile.of(request.port(), listening).read(Clock.ANY)) {
                verdict = judged(request, reader);
            } catch (BadInputException e) {
                throw listening.isLost() ? nothing(listening, source) : e;
            }
            String partial = verdict.partial().isEmpty() ? listening.why() : verdict.partial();
            return new BoardCheck.Result(
                    verdict.with(verdict.divergences(), partial)
                            .telling(
                                    verdict.left(),
                                    verdict.warnings(),
                                    about(verdict, source, connection)),
                    listening.isLost());
        }
    }

    private static RuntimeException nothing(Listening listening, RecordSource source) {
        return new ToolMissingException(
                "%s; %d %s were no records: another baud rate or another --format?"
                        .formatted(listening.why(), source.skipped(), source.unit()));
    }

    private static RecordSource source(Request request) {
        String format = request.format();
        if (format.equals("csv")) {
            return new CsvRecords(request.columns());
        }
        if (format.startsWith(BINARY)) {
            return new BinaryRecords(format.substring(BINARY.length()));
        }
        throw new BadInputException(
                "--format is csv or binary:FIELDS, such as 'binary:u16=0xA55A,i16 v,u8 spike', not '%s'"
                        .formatted(format));
    }

    private static Verdict judged(Request request, TraceReader reader) {
        return Check.run(
                new Check.Request(
                        request.spec(),
                        request.binding().orElseGet(() -> request.spec().binding("csv")),
                        request.port(),
                        false,
                        request.replay(),
                        request.onDivergence(),
                        request.progress(),
                        request.interrupted()),
                reader);
    }

    private static List<Verdict.About> about(
            Verdict verdict, RecordSource source, Connection connection) {
        List<Verdict.About> about = new ArrayList<>(verdict.about());
        about.add(
                new Verdict.About(
                        "link",
                        "profile listen over %s, %d baud: %,d %s were no records"
                                .formatted(
                                        connection.name(),
                                        connection.baud(),
                                        source.skipped(),
                                        source.unit())));
        about.add(new Verdict.About("not shown", Profile.LISTEN.cannotExclude()));
        return about;
    }
}
