package io.lockspike.equation;

/// A text of the equation language and where it stands in its file, so that an error names the line
/// of the file.
///
/// @param firstLine the file's line of the text's first line, from 1
/// @param indent columns that the file has in front of each line of the text
/// @param generated made from something that stands there: all of it has one place
public record EquationText(String text, String file, int firstLine, int indent, boolean generated) {

    public EquationText(String text, String file, int firstLine, int indent) {
        this(text, file, firstLine, indent, false);
    }

    public static EquationText of(String text, String file) {
        return new EquationText(text, file, 1, 0);
    }

    /// A text on one line of a file that starts at a place.
    public static EquationText at(String text, Place at) {
        return new EquationText(text, at.file(), at.line(), Math.max(0, at.column() - 1));
    }

    /// A text that was made from what stands at a place.
    public static EquationText generated(String text, Place at) {
        return new EquationText(text, at.file(), at.line(), at.column() - 1, true);
    }

    /// Refuses a text that is not one expression.
    public void checkExpression() {
        Parser.expression(this);
    }

    /// Where the text starts.
    public Place start() {
        return place(0, 0);
    }

    Place place(int line, int column) {
        return generated
                ? new Place(file, firstLine, indent + 1)
                : new Place(file, firstLine + line, indent + column + 1);
    }
}
