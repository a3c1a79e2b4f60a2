package io.lockspike.equation;

/// A word of the equation language.
record Token(Kind kind, String text, Place at) {

    enum Kind {
        NAME,
        NUMBER,
        /// A text in double quotes; the quotes are not part of it.
        STRING,
        SYMBOL,
        /// The end of a statement: a line's end that does not stand inside brackets or beside an
        /// operator, or `;`.
        SEPARATOR,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
    }

    /// How a message names it.
    String shown() {
        return switch (kind) {
            case NAME, NUMBER, STRING, SYMBOL -> "'" + text + "'";
            case SEPARATOR -> "the end of the line";
            case END -> "the end of the text";
        };
    }
}
