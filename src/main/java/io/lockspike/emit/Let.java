package io.lockspike.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A name and what it stands for; the value fits the name's form.
record Let(Node.Name name, Node value) {

    /// Those that something needs, in their order.
    ///
    /// @param names what is needed already; the names that they need are added
    static List<Let> needed(List<Let> all, Set<String> names) {
        List<Let> needed = new ArrayList<>();
        for (Let let : all.reversed()) {
            if (names.contains(let.name().text())) {
                needed.addFirst(let);
                let.value().names(names);
            }
        }
        return needed;
    }
}
