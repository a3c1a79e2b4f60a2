package io.lockspike.emit;

import java.util.List;

/// The small functions that emitted C calls, by name and the bits of their type.
final class CFunctions {
    private CFunctions() {}

    static List<String> text(String function) {
        if (function.equals("lif_popcount")) {
            return POPCOUNT.lines().toList();
        }
        String kind = function.replaceAll("[0-9]+$", "");
        Carrier type = Carrier.valueOf("I" + function.substring(kind.length()));
        String text =
                switch (kind) {
                    case "lif_shr" -> SHR;
                    case "lif_signed" -> SIGNED;
                    case "lif_nonzero" -> NONZERO;
                    case "lif_index" -> INDEX;
                    default -> throw new IllegalArgumentException(function);
                };
        return text.replace("TYPE", type.type())
                .replace("BITS", Integer.toString(type.bits()))
                .lines()
                .toList();
    }

    private static final String SHR =
            """
            /* The floor of x / 2^k; C leaves it open what x >> k is where x is negative. */
            static TYPE lif_shrBITS(TYPE x, int32_t k) {
                if (k < 0 || k >= BITS) {
                    return x < 0 ? -1 : 0;
                }
                return x < 0 ? ~(~x >> k) : x >> k;
            }
            """;

    private static final String SIGNED =
            """
            /* The lowest bits as a signed number; fewer than BITS of them. */
            static TYPE lif_signedBITS(TYPE x, int32_t bits) {
                const TYPE half = (TYPE)1 << (bits - 1);
                return ((x & (half - 1 + half)) ^ half) - half;
            }
            """;

    private static final String NONZERO =
            """
            /* A divisor; a division by 0 stops the model, and here is one by something else. */
            static TYPE lif_nonzeroBITS(TYPE x, TYPE otherwise) {
                return x != 0 ? x : otherwise;
            }
            """;

    private static final String INDEX =
            """
            /* An index; one that is outside stops the model, and here is 0. */
            static int32_t lif_indexBITS(TYPE x, int32_t size) {
                return x >= 0 && x < size ? (int32_t)x : 0;
            }
            """;

    private static final String POPCOUNT =
            """
            /* How many bits are 1. */
            static int32_t lif_popcount(uint64_t x) {
                int32_t count = 0;
                for (; x != 0; x &= x - 1) {
                    count++;
                }
                return count;
            }
            """;
}
