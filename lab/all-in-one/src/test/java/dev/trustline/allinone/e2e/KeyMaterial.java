package dev.trustline.allinone.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The private keys and escrow bags of the run, and a search for them in any text: as base64, as hexadecimal digits and as the
 * body of a PEM block, whatever line breaks are between. A piece from the middle of each is looked for, so that a part of a key
 * is found too. One pass over a text, however many keys there are. Immutable.
 */
final class KeyMaterial {
    private static final Pattern SECRET = Pattern.compile("<key>(\\w*PrivateKey|EscrowBag)</key>\\s*<data>([^<]+)</data>");
    private static final Pattern NOTHING = Pattern.compile("\\s+|\\\\[nrt]");
    private static final Pattern ARMOR = Pattern.compile("-----[^-]+-----");
    private static final int PIECE = 24;
    /** The weight of the first character in {@link String#hashCode()} of a piece. */
    private static final int HIGHEST = IntStream.range(1, PIECE).reduce(1, (power, i) -> 31 * power);

    /** By piece: the name of the field from which it comes. */
    private final Map<String, String> pieces = new HashMap<>();
    private final Set<Integer> hashes = new HashSet<>();

    /** Reads all property lists in which keys stand. */
    static KeyMaterial in(List<Path> files) throws IOException {
        KeyMaterial all = new KeyMaterial();
        for (Path file : files) {
            Matcher matcher = SECRET.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                all.add(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        return all;
    }

    /** The names of the fields whose values are known. */
    Collection<String> fields() {
        return pieces.values();
    }

    private void add(String field, byte[] value) {
        forms(field, value);
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (text.startsWith("-----BEGIN")) {
            forms(field, Base64.getMimeDecoder().decode(ARMOR.matcher(text).replaceAll("")));
        }
    }

    private void forms(String field, byte[] value) {
        HexFormat hex = HexFormat.of();
        for (String form : List.of(Base64.getEncoder().encodeToString(value), hex.formatHex(value), hex.withUpperCase().formatHex(value))) {
            if (form.length() >= 2 * PIECE) {
                String piece = form.substring(form.length() / 2 - PIECE / 2, form.length() / 2 + PIECE / 2);
                pieces.put(piece, field);
                hashes.add(piece.hashCode());
            }
        }
    }

    /** The field whose value, or a part of it, stands in the text. */
    Optional<String> leakIn(String text) {
        String dense = NOTHING.matcher(text).replaceAll("");
        int hash = 0;
        for (int i = 0; i < dense.length(); i++) {
            hash = 31 * (i < PIECE ? hash : hash - HIGHEST * dense.charAt(i - PIECE)) + dense.charAt(i);
            if (i >= PIECE - 1 && hashes.contains(hash)) {
                Optional<String> found = Optional.ofNullable(pieces.get(dense.substring(i - PIECE + 1, i + 1)));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
