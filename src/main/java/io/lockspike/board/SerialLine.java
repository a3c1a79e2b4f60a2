package io.lockspike.board;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.lockspike.tool.ToolMissingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A serial port. One thread reads and one writes, since neither call can be relied on to come
/// back: the write timeout does nothing on Linux, and after an unplug some reads say nothing for
/// ever.
final class SerialLine implements Line {
    private static final int MOST_UNWRITTEN = 1 << 16;
    private static final int ACCESS_DENIED = 13;
    private static final int BUSY = 16;
    private static final int LOCKED = 11;
    private static final int NO_SUCH_FILE = 2;
    private static final long CLOSE_MILLISECONDS = 2000;
    private static final byte[] NOTHING = {};

    private final String name;
    private final SerialPort port;
    private final BlockingQueue<byte[]> read = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> unwritten = new LinkedBlockingQueue<>();
    private final AtomicInteger unwrittenBytes = new AtomicInteger();
    private volatile boolean gone;
    private volatile boolean closed;

    private SerialLine(String name, SerialPort port) {
        this.name = name;
        this.port = port;
    }

    /// Opens a port: 8 data bits, no parity, one stop bit, nothing that stops the flow.
    ///
    /// @param name `/dev/ttyUSB0`, or a link to it
    /// @throws ToolMissingException if it is not there, somebody else's, or not ours to use
    static SerialLine open(String name, int baud) {
        SerialLibrary.prepare();
        SerialPort port;
        try {
            port = SerialPort.getCommPort(name);
        } catch (SerialPortInvalidPortException e) {
            throw new ToolMissingException(
                    "%s: there is no such port; 'lif board ports' lists those that are plugged in"
                            .formatted(name));
        }
        port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
        if (!port.openPort(0)) {
            throw new ToolMissingException(name + ": " + why(name, port.getLastErrorCode()));
        }
        port.flushIOBuffers();
        var line = new SerialLine(name, port);
        Thread.ofPlatform().daemon().name("board-read").start(line::readOn);
        Thread.ofPlatform().daemon().name("board-write").start(line::writeOn);
        return line;
    }

    /// Why a port could not be opened.
    static String why(String name, int code) {
        return switch (code) {
            case ACCESS_DENIED -> noRight(name);
            case BUSY, LOCKED ->
                    "another program has this port open; close its serial monitor first";
            case NO_SUCH_FILE -> "the port went away, or another part of this program has it open";
            default ->
                    "this cannot be opened as a serial port (error %d); lif board ports lists what can"
                            .formatted(code);
        };
    }

    private static String noRight(String name) {
        String group = "";
        try {
            Path file = Path.of(name).toRealPath();
            group = Files.readAttributes(file, PosixFileAttributes.class).group().getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            group = "";
        }
        return group.isEmpty()
                ? "we may not open it"
                : "we may not open it: it is the group %s's; sudo usermod -aG %s $USER, and log in again"
                        .formatted(group, group);
    }

    private void readOn() {
        byte[] buffer = new byte[1 << 12];
        while (!closed && !gone) {
            int count = port.readBytes(buffer, buffer.length);
            if (count > 0) {
                read.add(Arrays.copyOf(buffer, count));
            } else if (count < 0 || port.bytesAvailable() < 0) {
                gone = true;
                read.add(NOTHING);
            }
        }
    }

    private void writeOn() {
        try {
            while (!closed && !gone) {
                byte[] bytes = unwritten.take();
                int written = bytes.length == 0 ? 0 : port.writeBytes(bytes, bytes.length);
                unwrittenBytes.addAndGet(-bytes.length);
                if (written < bytes.length && !closed) {
                    gone = true;
                    read.add(NOTHING);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Where nobody takes what was written before, bytes are lost: the link sends them again.
    @Override
    public void write(byte[] bytes) {
        if (bytes.length > 0 && unwrittenBytes.get() < MOST_UNWRITTEN) {
            unwrittenBytes.addAndGet(bytes.length);
            unwritten.add(bytes);
        }
    }

    @Override
    public byte[] read(long patience) {
        try {
            byte[] first = read.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
            if (first == null) {
                gone |= port.bytesAvailable() < 0;
                return NOTHING;
            }
            if (read.isEmpty()) {
                return first;
            }
            var all = new ByteArrayOutputStream();
            all.writeBytes(first);
            for (byte[] next = read.poll(); next != null; next = read.poll()) {
                all.writeBytes(next);
            }
            return all.toByteArray();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            gone = true;
            return NOTHING;
        }
    }

    @Override
    public boolean isGone() {
        return gone && read.isEmpty();
    }

    /// On a thread that may hang: after an unplug the driver may not come back.
    @Override
    public void close() {
        closed = true;
        unwritten.add(NOTHING);
        Thread closer = Thread.ofPlatform().daemon().name("board-close").start(port::closePort);
        try {
            closer.join(CLOSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
