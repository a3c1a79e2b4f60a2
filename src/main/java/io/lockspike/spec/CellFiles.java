package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.DeclarationParser;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/// Reads `$readmemh` files that stand beside a spec: hexadecimal words, `@addr`, comments; each
/// word the bits of a cell.
final class CellFiles implements DeclarationParser.CellFile {
    private static final long MAX_BYTES = 1 << 25;

    private final Path folder;

    CellFiles(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public List<BigInteger> cells(String file, Type type, int depth, Place at) {
        BigInteger[] cells = new BigInteger[depth];
        int address = 0;
        int number = 0;
        for (String line : withoutBlockComments(text(file, at)).split("\n", -1)) {
            var place = new Place(file, ++number, 0);
            int comment = line.indexOf("//");
            var words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
            while (words.hasMoreTokens()) {
                String word = words.nextToken();
                if (word.startsWith("@")) {
                    BigInteger given = number(word.substring(1), at, place);
                    address = given.min(BigInteger.valueOf(depth)).intValue();
                } else if (address < depth) {
                    cells[address++] = bits(number(word, at, place), type, at, place);
                } else {
                    throw new BadInputException(
                            at, "%s: more than %d words".formatted(place, depth));
                }
            }
        }
        int missing = Arrays.asList(cells).indexOf(null);
        if (missing >= 0) {
            throw new BadInputException(
                    at, "'%s' gives no word for cell %d of %d".formatted(file, missing, depth));
        }
        return List.of(cells);
    }

    private String text(String file, Place at) {
        Path path = path(file, at);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new BadInputException(
                        at, "'%s' is larger than %d bytes".formatted(file, MAX_BYTES));
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BadInputException(
                    at, "'" + file + "' cannot be read: name a file beside the spec");
        }
    }

    private Path path(String file, Place at) {
        try {
            Path path = folder.resolve(file).normalize();
            if (!Path.of(file).isAbsolute() && path.startsWith(folder)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new BadInputException(at, "'" + file.strip() + "' is no file name");
        }
        throw new BadInputException(
                at, "'" + file + "' leaves the spec's folder: name a file beside the spec");
    }

    private static String withoutBlockComments(String text) {
        var kept = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf("/*"); open >= 0; open = text.indexOf("/*", from)) {
            int close = text.indexOf("*/", open + 2);
            kept.append(text, from, open).append(' ');
            from = close < 0 ? text.length() : close + 2;
            text.substring(open, from)
                    .chars()
                    .filter(c -> c == '\n')
                    .forEach(_ -> kept.append('\n'));
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static BigInteger number(String word, Place at, Place place) {
        String digits = word.replace("_", "");
        boolean good = !digits.isEmpty() && digits.length() <= 64;
        for (int i = 0; good && i < digits.length(); i++) {
            good = Character.digit(digits.charAt(i), 16) >= 0;
        }
        if (!good) {
            throw new BadInputException(
                    at, "%s: '%s' is no hexadecimal word".formatted(place, Yaml.shorten(word)));
        }
        return new BigInteger(digits, 16);
    }

    private static BigInteger bits(BigInteger word, Type type, Place at, Place place) {
        if (word.bitLength() > type.bits()) {
            throw new BadInputException(
                    at,
                    "%s: the word %s has more than the %d bits of %s"
                            .formatted(place, word.toString(16), type.bits(), type));
        }
        return type.value(type.wrap(word));
    }
}
