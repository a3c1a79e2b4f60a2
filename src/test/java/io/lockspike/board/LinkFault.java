package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A fault planted in a unit of the board link in hardware: what stands there, and what stands
/// there instead.
enum LinkFault {
    SEQUENCE_NOT_CHECKED("judge", "sequence_i == expected_i && step_i", "step_i"),
    STEP_NOT_CHECKED(
            "judge",
            "sequence_i == expected_i && step_i == own_step_i",
            "sequence_i == expected_i"),
    SESSION_NOT_CHECKED("judge", "|| (type_i != HELLO && !mine)", ""),
    FLAGS_NOT_CHECKED("judge", "wire flagged  = ", "wire flagged  = 1'b0 && "),
    ONE_REPLY_TOO_MANY("judge", "behind <= kept_i", "behind <= kept_i + 16'd1"),
    SAME_HELLO_BEGINS_ANEW("judge", "mine ? V_HELLO : V_BEGIN", "V_BEGIN"),
    STEP_OF_A_KEPT_REPLY_NOT_CHECKED("session", "if (same_q && same)", "if (1'b1)"),
    COUNTER_COUNTS_FRAMES("session", "{16'd0, count_i} : 32'd0", "32'd1 : 32'd0"),
    NAK_FOR_EACH("session", "naked_q ? LISTEN : SEND", "SEND"),
    NAK_ONLY_ONCE("session", "naked_q        <= 1'b0;\n                    again_q", "again_q"),
    OLD_REPLIES_IN_A_NEW_SESSION(
            "session", "kept_q         <= 16'd0;\n                    naked_q", "naked_q"),
    SLOTS_OFF("full", "CREDITS[15:0] - 16'd1)", "CREDITS[15:0] - 16'd2)"),
    CHECK_NOT_CHECKED("frame_rx", "(&marks) && seen == check", "&marks"),
    LENGTH_NOT_CHECKED("receive", "length_o == {6'd0, count_q - 10'd16}", "1'b1"),
    DIGEST_OF_ALL_ROWS("rows", "crc_q                  <= 32'hFFFFFFFF;", ""),
    ROOM_FOR_ONE_MORE("fit", "made <= {2'd0, room_i}", "made <= {2'd0, room_i} + 12'd4"),
    CELL_PAST_THE_END("cells", "behind > {1'b0, cells_i}", "behind > {1'b0, cells_i} + 33'd1"),

    LITE_CHECK_NOT_CHECKED("frame_rx", "(&marks) && seen == check", "&marks"),
    LITE_SEQUENCE_NOT_CHECKED("lite", "step && next && !stuck_q", "step && !stuck_q"),
    LITE_NOTHING_AFTER_255("lite", "last_q == 8'd255 ? 8'd1", "last_q == 8'd255 ? 8'd0"),
    LITE_SAME_RESET_BEGINS_ANEW("lite", "= reset && !same;", "= reset;"),
    LITE_LATE_RESET_ANSWERED("lite", "reset && same && last_q == 8'd0", "reset && same"),
    LITE_RESET_WITH_A_SEQUENCE("lite", "&& sequence_number == 8'd0 && count_q", "&& count_q"),
    LITE_RESET_OF_ANY_LENGTH("lite", "&& count_q == 7'd6;", ";"),
    LITE_STEP_BEFORE_RESET("lite", "kind == STEP && ready_q", "kind == STEP"),
    LITE_BODY_OF_ONE_BYTE("lite", "ok && count_q >= HEAD && count_q", "ok && count_q"),
    LITE_NONCE_NOT_KEPT("lite", "nonce_q <= field_q[47:16];", "nonce_q <= 32'd5;"),
    LITE_LAST_ROW_HAS_NO_ROOM("lite", ".room_i(10'd62)", ".room_i(10'd59)"),
    LITE_ROWS_NOT_WHOLE("lite", "= whole && rows != 16'd0", "= rows != 16'd0");

    private final String unit;
    private final String right;
    private final String wrong;

    LinkFault(String unit, String right, String wrong) {
        this.unit = "lockspike_" + unit;
        this.right = right;
        this.wrong = wrong;
    }

    /// Those that show in a profile.
    static List<LinkFault> of(Profile profile) {
        return Arrays.stream(values())
                .filter(fault -> fault.name().startsWith("LITE_") == (profile == Profile.LITE))
                .toList();
    }

    String unit() {
        return unit;
    }

    /// The unit with the fault, as a file.
    Path plant(Path folder) throws IOException {
        String text = Files.readString(LinkPipe.MODEL.resolve("rtl/" + unit + ".v"));
        assertThat(text.split(Pattern.quote(right), -1)).as(name()).hasSize(2);
        return Files.writeString(folder.resolve(unit + ".v"), text.replace(right, wrong));
    }
}
