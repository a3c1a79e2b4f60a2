package io.lockspike.equation;

/// Where in a file something stands; `line` and `column` count from 1, 0 where there is none to
/// name.
public record Place(String file, int line, int column) {
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0
                ? file
                : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
