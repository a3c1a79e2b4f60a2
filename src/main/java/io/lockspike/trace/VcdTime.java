package io.lockspike.trace;

/// Times of a VCD file.
final class VcdTime {
    private VcdTime() {}

    /// `9000 ps` for a time of 9000 and a timescale of `1ps`; `30 ns` for 3 and `10ns`.
    static String text(long time, String timescale) {
        int digits = 0;
        while (digits < timescale.length() && Character.isDigit(timescale.charAt(digits))) {
            digits++;
        }
        String zeros = time == 0 || digits == 0 ? "" : timescale.substring(1, digits);
        String unit = timescale.substring(digits).strip();
        return time + zeros + (unit.isEmpty() ? "" : " " + Quote.plain(unit));
    }
}
