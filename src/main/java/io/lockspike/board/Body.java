package io.lockspike.board;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The body of a frame of the full profile.
record Body(Header header, Message message) {
    static final int VERSION = 1;

    Bytes bytes() {
        Bytes payload = message.payload();
        return new Bytes.Writer()
                .u8(VERSION << 4 | message.kind().number())
                .u8(header.flags())
                .u16(payload.length())
                .u32(header.session())
                .u16(header.sequence())
                .u16(header.credit())
                .u32(header.step())
                .bytes(payload)
                .done();
    }

    /// What the bytes say; nothing where version, type or length are wrong, or the payload is not
    /// one of its type.
    static Optional<Body> of(Bytes bytes) {
        ByteBuffer in = bytes.reader();
        int first = bytes.length() < Header.BYTES ? 0 : in.get() & 0xFF;
        Optional<Message.Kind> kind = Message.Kind.of(first & 0xF);
        if (first >> 4 != VERSION || kind.isEmpty()) {
            return Optional.empty();
        }
        int flags = in.get() & 0xFF;
        int length = in.getShort() & 0xFFFF;
        if (length != bytes.length() - Header.BYTES) {
            return Optional.empty();
        }
        var header =
                new Header(
                        flags,
                        in.getInt(),
                        in.getShort() & 0xFFFF,
                        in.getShort() & 0xFFFF,
                        in.getInt());
        return Message.of(kind.get(), header, in).map(message -> new Body(header, message));
    }
}
