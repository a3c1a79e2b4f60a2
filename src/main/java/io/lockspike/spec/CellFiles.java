package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.DeclarationParser;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/// Reads `$readmemh` files that stand beside a spec: hexadecimal words, `@addr`, comments; each
/// word the bits of a cell.
final class CellFiles implements DeclarationParser.CellFile {
    private static final long MAX_BYTES = 1 << 27;

    private final Path folder;

    CellFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<BigInteger> cells(String file, Type type, int depth, Place at) {
        Path path = folder.resolve(file).normalize();
        if (Path.of(file).isAbsolute() || !path.startsWith(folder.normalize())) {
            throw new BadInputException(
                    at, "'" + file + "' leaves the spec's folder: name a file beside the spec");
        }
        BigInteger[] cells = new BigInteger[depth];
        int address = 0;
        for (String word : words(path, file, at)) {
            if (word.startsWith("@")) {
                address =
                        number(word.substring(1), file, at)
                                .min(BigInteger.valueOf(depth))
                                .intValue();
            } else if (address >= depth) {
                throw new BadInputException(
                        at, "'%s' has more than %d words".formatted(file, depth));
            } else {
                cells[address++] = bits(number(word, file, at), type, file, at);
            }
        }
        int missing = Arrays.asList(cells).indexOf(null);
        if (missing >= 0) {
            throw new BadInputException(
                    at, "'%s' gives no word for cell %d of %d".formatted(file, missing, depth));
        }
        return List.of(cells);
    }

    private static List<String> words(Path path, String file, Place at) {
        String text;
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new BadInputException(at, "'" + file + "' is larger than 128 MiB");
            }
            text = Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BadInputException(at, "'" + file + "' cannot be read");
        }
        List<String> words = new ArrayList<>();
        for (String line : withoutBlockComments(text).split("\n", -1)) {
            int comment = line.indexOf("//");
            var scanner = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
            while (scanner.hasMoreTokens()) {
                words.add(scanner.nextToken());
            }
        }
        return words;
    }

    private static String withoutBlockComments(String text) {
        var kept = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf("/*"); open >= 0; open = text.indexOf("/*", from)) {
            kept.append(text, from, open).append(' ');
            int close = text.indexOf("*/", open + 2);
            from = close < 0 ? text.length() : close + 2;
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static BigInteger number(String word, String file, Place at) {
        try {
            String digits = word.replace("_", "");
            if (digits.startsWith("-") || digits.startsWith("+") || digits.length() > 64) {
                throw new NumberFormatException(word);
            }
            return new BigInteger(digits, 16);
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    at, "'%s' in '%s' is no hexadecimal word".formatted(word, file));
        }
    }

    private static BigInteger bits(BigInteger word, Type type, String file, Place at) {
        if (word.bitLength() > type.bits()) {
            throw new BadInputException(
                    at,
                    "the word %s of '%s' has more than the %d bits of %s"
                            .formatted(word.toString(16), file, type.bits(), type));
        }
        return type.value(type.wrap(word));
    }
}
