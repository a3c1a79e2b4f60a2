package io.lockspike.equation;

/// A text of the equation language and where it stands in its file, so that an error names the line
/// of the file.
///
/// @param firstLine the file's line of the text's first line, from 1
/// @param indent columns that the file has in front of each line of the text
public record EquationText(String text, String file, int firstLine, int indent) {

    public static EquationText of(String text, String file) {
        return new EquationText(text, file, 1, 0);
    }

    /// A text on one line of a file that starts at a place.
    public static EquationText at(String text, Place at) {
        return new EquationText(text, at.file(), at.line(), Math.max(0, at.column() - 1));
    }

    Place place(int line, int column) {
        return new Place(file, firstLine + line, indent + column + 1);
    }
}
