package io.lockspike.trace;

/// A scope of a VCD file; `parent` is `null` for one that stands at the top.
final class VcdScope {
    final VcdScope parent;
    private final String name;
    private final int depth;

    VcdScope(VcdScope parent, String name) {
        this.parent = parent;
        this.name = name;
        depth = depthOf(parent) + 1;
    }

    static int depthOf(VcdScope scope) {
        return scope == null ? 0 : scope.depth;
    }

    void path(StringBuilder path) {
        if (parent != null) {
            parent.path(path);
        }
        path.append(name).append('.');
    }
}
