package io.lockspike.board;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The payload of a frame of the full profile.
sealed interface Message
        permits HelloAck,
                Message.Hello,
                Message.Step,
                Message.StepReply,
                Message.Read,
                Message.ReadReply,
                Message.Write,
                Message.WriteReply,
                Message.Nak,
                Message.Refusal,
                Message.Ping,
                Message.Pong {

    Kind kind();

    Bytes payload();

    /// The types of frames, by number.
    enum Kind {
        HELLO(1),
        HELLO_ACK(2),
        STEP(3),
        STEP_REPLY(4),
        READ(5),
        READ_REPLY(6),
        WRITE(7),
        WRITE_REPLY(8),
        NAK(9),
        ERROR(10),
        PING(11),
        PONG(12);

        private static final Map<Integer, Kind> BY_NUMBER =
                Stream.of(values()).collect(Collectors.toMap(Kind::number, kind -> kind));

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Optional<Kind> of(int number) {
            return Optional.ofNullable(BY_NUMBER.get(number));
        }

        /// Whether it has a place in the sequence, and changes the board.
        boolean isSequenced() {
            return this == STEP || this == WRITE;
        }
    }

    /// The host begins a session, or asks again who is there.
    record Hello(int lowest, int highest) implements Message {
        @Override
        public Kind kind() {
            return Kind.HELLO;
        }

        @Override
        public Bytes payload() {
            return new Bytes.Writer().u8(lowest).u8(highest).u16(0).done();
        }
    }

    /// Rows of inputs, one after the other.
    record Step(int rows, Bytes inputs) implements Message {
        @Override
        public Kind kind() {
            return Kind.STEP;
        }

        @Override
        public Bytes payload() {
            return new Bytes.Writer().u16(rows).u16(0).bytes(inputs).done();
        }
    }

    /// What the rows came to.
    ///
    /// @param clocks of all of them, unsigned; 0: not counted
    /// @param cells a row of outputs, then one of state if those are there, and so on
    /// @param digest of the state behind the last row
    record StepReply(int rows, int clocks, Bytes cells, Optional<Integer> digest)
            implements Message {
        @Override
        public Kind kind() {
            return Kind.STEP_REPLY;
        }

        @Override
        public Bytes payload() {
            var out = new Bytes.Writer().u16(rows).u16(0).u32(clocks).bytes(cells);
            digest.ifPresent(out::u32);
            return out.done();
        }
    }

    /// Some cells of a space: the row of state (0), or a memory (from 1).
    record Cells(int space, int count, int first) {
        private static Cells of(ByteBuffer in) {
            int space = in.get() & 0xFF;
            in.get();
            return new Cells(space, in.getShort() & 0xFFFF, in.getInt());
        }

        private Bytes then(Bytes content) {
            return new Bytes.Writer().u8(space).u8(0).u16(count).u32(first).bytes(content).done();
        }
    }

    record Read(Cells cells) implements Message {
        @Override
        public Kind kind() {
            return Kind.READ;
        }

        @Override
        public Bytes payload() {
            return cells.then(Bytes.NONE);
        }
    }

    record ReadReply(Cells cells, Bytes content) implements Message {
        @Override
        public Kind kind() {
            return Kind.READ_REPLY;
        }

        @Override
        public Bytes payload() {
            return cells.then(content);
        }
    }

    record Write(Cells cells, Bytes content) implements Message {
        @Override
        public Kind kind() {
            return Kind.WRITE;
        }

        @Override
        public Bytes payload() {
            return cells.then(content);
        }
    }

    record WriteReply(Cells cells) implements Message {
        @Override
        public Kind kind() {
            return Kind.WRITE_REPLY;
        }

        @Override
        public Bytes payload() {
            return cells.then(Bytes.NONE);
        }
    }

    /// The board waits for another frame.
    record Nak(int sequence, int step) implements Message {
        @Override
        public Kind kind() {
            return Kind.NAK;
        }

        @Override
        public Bytes payload() {
            return words(sequence, step);
        }
    }

    /// The board does not do what a frame asks for.
    record Refusal(int code, int detail) implements Message {
        static final int OTHER_SESSION = 1;
        static final int NO_VERSION = 2;
        static final int NOT_SUPPORTED = 3;
        static final int FLAGS = 4;
        static final int PAYLOAD = 5;
        static final int CELLS = 6;
        static final int NOT_DONE = 7;

        @Override
        public Kind kind() {
            return Kind.ERROR;
        }

        @Override
        public Bytes payload() {
            return words(code, detail);
        }
    }

    record Ping() implements Message {
        @Override
        public Kind kind() {
            return Kind.PING;
        }

        @Override
        public Bytes payload() {
            return Bytes.NONE;
        }
    }

    record Pong(int sequence) implements Message {
        @Override
        public Kind kind() {
            return Kind.PONG;
        }

        @Override
        public Bytes payload() {
            return new Bytes.Writer().u16(sequence).u16(0).done();
        }
    }

    private static Bytes words(int first, int second) {
        return new Bytes.Writer().u16(first).u16(0).u32(second).done();
    }

    /// What stands in the rest of `in`; nothing where it is not a payload of this type.
    static Optional<Message> of(Kind kind, Header header, ByteBuffer in) {
        try {
            Message message = read(kind, header, in);
            boolean whole = !in.hasRemaining();
            return whole ? Optional.of(message) : Optional.empty();
        } catch (BufferUnderflowException tooShort) {
            return Optional.empty();
        }
    }

    private static Message read(Kind kind, Header header, ByteBuffer in) {
        return switch (kind) {
            case HELLO -> {
                var hello = new Hello(in.get() & 0xFF, in.get() & 0xFF);
                in.getShort();
                yield hello;
            }
            case HELLO_ACK -> HelloAck.of(in);
            case STEP -> new Step(word(in), rest(in, 0));
            case STEP_REPLY -> {
                int rows = word(in);
                int clocks = in.getInt();
                boolean digest = header.has(Header.DIGEST);
                Bytes cells = rest(in, digest ? 4 : 0);
                yield new StepReply(
                        rows, clocks, cells, digest ? Optional.of(in.getInt()) : Optional.empty());
            }
            case READ -> new Read(Cells.of(in));
            case READ_REPLY -> new ReadReply(Cells.of(in), rest(in, 0));
            case WRITE -> new Write(Cells.of(in), rest(in, 0));
            case WRITE_REPLY -> new WriteReply(Cells.of(in));
            case NAK -> new Nak(word(in), in.getInt());
            case ERROR -> new Refusal(word(in), in.getInt());
            case PING -> new Ping();
            case PONG -> new Pong(word(in));
        };
    }

    /// A number of 16 bits, and 16 bits that are not looked at.
    private static int word(ByteBuffer in) {
        int word = in.getShort() & 0xFFFF;
        in.getShort();
        return word;
    }

    private static Bytes rest(ByteBuffer in, int but) {
        if (in.remaining() < but) {
            throw new BufferUnderflowException();
        }
        return Bytes.rest(in, but);
    }
}
