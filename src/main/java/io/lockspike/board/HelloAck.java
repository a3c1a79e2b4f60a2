package io.lockspike.board;

import io.lockspike.equation.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Who a board is.
///
/// @param version of the protocol that it chose
/// @param profiles bits: 0 listen, 1 lite, 2 full
/// @param unit 1 for a row a clock, 2 for a row a step
/// @param abilities bits, see the constants
/// @param byteOrder [#BYTE_ORDER]
/// @param boot another one at each boot
/// @param build of the firmware
/// @param hash of the spec's canonical form
/// @param clock in Hz; 0: not said
/// @param mostBody bytes in a body
/// @param stateBytes in a row of state; 0: not offered
record HelloAck(
        int version,
        int profiles,
        int unit,
        int abilities,
        int byteOrder,
        int boot,
        int build,
        long hash,
        int neurons,
        int clock,
        int mostBody,
        int credits,
        int inputBytes,
        int outputBytes,
        int stateBytes,
        List<Type> inputs,
        List<Type> outputs,
        String name)
        implements Message {
    static final int BYTE_ORDER = 0x01020304;
    static final int UNIT_CYCLE = 1;
    static final int UNIT_STEP = 2;

    static final int DIGESTS = 1;
    static final int STATES = 2;
    static final int READS = 4;
    static final int WRITES = 8;
    static final int CLOCKS = 16;
    static final int WARM = 32;

    private static final int SIGNED = 128;
    private static final int LONGEST_NAME = 32;

    boolean can(int ability) {
        return (abilities & ability) != 0;
    }

    @Override
    public Message.Kind kind() {
        return Message.Kind.HELLO_ACK;
    }

    @Override
    public Bytes payload() {
        var out = new Bytes.Writer().u8(version).u8(profiles).u8(unit).u8(abilities);
        out.u32(byteOrder).u32(boot).u32(build).u64(hash).u32(neurons).u32(clock);
        out.u16(mostBody).u16(credits).u16(inputBytes).u16(outputBytes).u16(stateBytes);
        out.u8(inputs.size()).u8(outputs.size());
        inputs.forEach(port -> out.u8(width(port)));
        outputs.forEach(port -> out.u8(width(port)));
        Bytes letters = Bytes.of(name.getBytes(StandardCharsets.US_ASCII));
        return out.u8(letters.length()).bytes(letters).done();
    }

    private static int width(Type port) {
        return port.bits() | (port.signed() ? SIGNED : 0);
    }

    /// @throws BufferUnderflowException if it is none
    static HelloAck of(ByteBuffer in) {
        int version = in.get() & 0xFF;
        int profiles = in.get() & 0xFF;
        int unit = in.get() & 0xFF;
        int abilities = in.get() & 0xFF;
        int byteOrder = in.getInt();
        int boot = in.getInt();
        int build = in.getInt();
        long hash = in.getLong();
        int neurons = in.getInt();
        int clock = in.getInt();
        int[] sizes = new int[5];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = in.getShort() & 0xFFFF;
        }
        int i = in.get() & 0xFF;
        int o = in.get() & 0xFF;
        List<Type> inputs = ports(in, i);
        List<Type> outputs = ports(in, o);
        return new HelloAck(
                version, profiles, unit, abilities, byteOrder, boot, build, hash, neurons, clock,
                sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], inputs, outputs, name(in));
    }

    private static List<Type> ports(ByteBuffer in, int count) {
        List<Type> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int width = in.get() & 0xFF;
            int bits = width & ~SIGNED;
            if (bits < 1 || bits > Type.MAX_BITS) {
                throw new BufferUnderflowException();
            }
            ports.add(new Type(width >= SIGNED, bits));
        }
        return List.copyOf(ports);
    }

    /// What is not a printable letter becomes a `?`: it is shown on a terminal.
    private static String name(ByteBuffer in) {
        int length = in.get() & 0xFF;
        if (length > LONGEST_NAME) {
            throw new BufferUnderflowException();
        }
        var name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int letter = in.get() & 0xFF;
            name.append(letter >= ' ' && letter < 127 ? (char) letter : '?');
        }
        return name.toString();
    }
}
