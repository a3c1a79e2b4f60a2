package io.lockspike.vector;

import io.lockspike.equation.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kinds of stimuli, each with its form as the messages show it.
enum Form {
    CONSTANT("constant", ":VALUE"),
    VALUES("values", ":VALUE,VALUE[,then=hold|repeat]"),
    RAMP("ramp", ":FROM..TO,rows=N[,then=hold|repeat]"),
    STEP("step", ":BEFORE..AFTER,at=ROW"),
    PULSE("pulse", ":VALUE,period=N[,width=N][,start=ROW][,base=VALUE]"),
    POISSON("poisson", "[:WEIGHT],rate=P"),
    CORNERS("corners", "[:LOW..HIGH][,near=VALUE][,hold=N]"),
    UNIFORM("uniform", "[:LOW..HIGH][,hold=N]"),
    BOUNDARY("boundary", "[:LOW..HIGH][,near=VALUE][,hold=N]"),
    OCTAVES("octaves", "[:LOW..HIGH][,count=N][,hold=N]"),
    FILE("file", ":PATH[#COLUMN]");

    private final String word;
    private final String arguments;

    Form(String word, String arguments) {
        this.word = word;
        this.arguments = arguments;
    }

    String shown() {
        return word + arguments;
    }

    static Optional<Form> of(String word) {
        for (var form : values()) {
            if (form.word.equals(word)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    /// What to say about a word that names none.
    static String unknown(String word) {
        var words = words();
        return "'%s' is no stimulus%s; write a number, or one of %s"
                .formatted(word, Words.didYouMean(word, words), String.join(", ", words));
    }

    private static List<String> words() {
        var words = new ArrayList<String>();
        for (var form : values()) {
            words.add(form.word);
        }
        return words;
    }
}
