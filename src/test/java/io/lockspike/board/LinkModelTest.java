package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No state that the protocol can reach is wrong, and from each there is a way to the end; with one
/// rule less there is not.
class LinkModelTest {
    private static final LinkModel.Bounds TINY = new LinkModel.Bounds(3, 2, 4, 2, 0, 1, 1);
    private static final LinkModel.Bounds SMALL = new LinkModel.Bounds(3, 2, 4, 2, 1, 1, 1);

    private static void isRight(LinkModel.Bounds bounds) {
        var model = new LinkModel(bounds, LinkModel.Mutant.NONE);
        assertThat(model.explore()).isEmpty();
        System.out.printf("link model: %s: %,d states, all right%n", bounds, model.size());
    }

    @Test
    void isSafeAndCanAlwaysEnd() {
        isRight(SMALL);
    }

    @Test
    @Tag("long")
    void isSafeAndCanAlwaysEndInMoreStates() {
        isRight(new LinkModel.Bounds(4, 2, 4, 3, 1, 1, 1));
        isRight(new LinkModel.Bounds(4, 3, 6, 2, 1, 1, 1));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isWrongWithOneRuleLess(LinkModel.Mutant mutant) {
        String wrong = new LinkModel(TINY, mutant).explore();
        if (wrong.isEmpty()) {
            wrong = new LinkModel(SMALL, mutant).explore();
        }
        System.out.printf("link model: %s: %s%n", mutant, wrong);
        assertThat(wrong).isNotEmpty();
    }
}
