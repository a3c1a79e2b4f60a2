package io.lockspike.emit;

import java.util.List;

/// The small functions that emitted C calls, by name and the bits of their type. What is local in
/// them is called `lif_…`, so that no name of a spec is hidden.
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
            static TYPE lif_shrBITS(TYPE lif_x, int32_t lif_k) {
                if (lif_k < 0 || lif_k >= BITS) {
                    return lif_x < 0 ? -1 : 0;
                }
                return lif_x < 0 ? ~(~lif_x >> lif_k) : lif_x >> lif_k;
            }
            """;

    private static final String SIGNED =
            """
            /* The lowest bits as a signed number; fewer than BITS of them. */
            static TYPE lif_signedBITS(TYPE lif_x, int32_t lif_bits) {
                const TYPE lif_half = (TYPE)1 << (lif_bits - 1);
                return ((lif_x & (lif_half - 1 + lif_half)) ^ lif_half) - lif_half;
            }
            """;

    private static final String NONZERO =
            """
            /* A divisor; a division by 0 stops the model, and here is one by something else. */
            static TYPE lif_nonzeroBITS(TYPE lif_x, TYPE lif_otherwise) {
                return lif_x != 0 ? lif_x : lif_otherwise;
            }
            """;

    private static final String INDEX =
            """
            /* An index; one that is outside stops the model, and here is 0. */
            static int32_t lif_indexBITS(TYPE lif_x, int32_t lif_size) {
                return lif_x >= 0 && lif_x < lif_size ? (int32_t)lif_x : 0;
            }
            """;

    private static final String POPCOUNT =
            """
            /* How many bits are 1. */
            static int32_t lif_popcount(uint64_t lif_x) {
                int32_t lif_count = 0;
                for (; lif_x != 0; lif_x &= lif_x - 1) {
                    lif_count++;
                }
                return lif_count;
            }
            """;
}
