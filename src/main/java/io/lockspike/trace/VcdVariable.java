package io.lockspike.trace;

import java.util.ArrayList;
import java.util.List;

/// A variable that a VCD file declares. `ids` are the numbers of its identifier codes: one, or one
/// for each bit (the highest first) where the file declares its bits one by one.
///
/// @param bits its width; 0 if it is no vector of bits but a real number, a text or an event
/// @param left the index of the highest bit
/// @param right the index of the lowest bit
record VcdVariable(VcdScope scope, String name, int bits, int left, int right, List<Integer> ids) {

    String path() {
        var path = new StringBuilder();
        if (scope != null) {
            scope.path(path);
        }
        return path.append(name).toString();
    }

    int depth() {
        return VcdScope.depthOf(scope);
    }

    /// Whether the path is `end`, or ends with `.end`.
    boolean endsWith(String end) {
        if (!end.endsWith(name)) {
            return false;
        }
        String path = path();
        return path.endsWith(end)
                && (path.length() == end.length()
                        || path.charAt(path.length() - end.length() - 1) == '.');
    }

    /// This vector with one bit more, `below` its lowest or above its highest one.
    VcdVariable with(int index, int id, boolean below) {
        var more = new ArrayList<>(ids);
        more.add(below ? ids.size() : 0, id);
        return new VcdVariable(
                scope, name, bits + 1, below ? left : index, below ? index : right, more);
    }

    boolean isSame(VcdVariable other) {
        return ids.equals(other.ids);
    }

    boolean isDescending() {
        return left >= right;
    }

    /// Whether the declared indices are as many as the bits.
    boolean hasIndices() {
        return Math.abs((long) left - right) + 1 == bits;
    }

    /// How far above the lowest bit the bit `index` stands.
    int above(int index) {
        return isDescending() ? index - right : right - index;
    }
}
