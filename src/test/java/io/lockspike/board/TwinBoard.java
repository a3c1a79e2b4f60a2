package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

/// A [ReferenceBoard] and the C link, to which the same happens; they answer the same bytes.
final class TwinBoard implements Board {
    private final ReferenceBoard plain;
    private final LinkPipe firmware;

    /// @param firmware of a board like the other; is made new
    TwinBoard(ReferenceBoard plain, LinkPipe firmware) {
        this.plain = plain;
        this.firmware = firmware;
        firmware.renew();
    }

    @Override
    public byte[] receive(byte[] bytes) {
        byte[] answer = plain.receive(bytes);
        assertThat(firmware.exchange(0, bytes).sent())
                .as("what the firmware answers to %s", Bytes.of(bytes))
                .isEqualTo(Bytes.of(answer));
        return answer;
    }

    @Override
    public void boot(int id) {
        plain.boot(id);
        firmware.reboot(0);
    }
}
