package dev.trustline.pairing.pairrecord;

/**
 * Whose file a vault entry's is, in clear and authenticated.
 *
 * @param udid        the device
 * @param host        the host
 * @param fingerprint of the good record, or {@link #NO_RECORD}
 * @param generation  rises with every write
 */
record EntryLabel(String udid, String host, String fingerprint, long generation) {
    static final String NO_RECORD = "none";
    private static final int LINES = 4;

    static EntryLabel parse(String label) throws SealedFile.Damaged {
        String[] lines = label.split("\n");
        if (lines.length != LINES || !lines[LINES - 1].matches("\\d{1,18}")) {
            throw new SealedFile.Damaged("its label is none of a vault entry", false);
        }
        return new EntryLabel(lines[0], lines[1], lines[2], Long.parseLong(lines[LINES - 1]));
    }

    String text() {
        return String.join("\n", udid, host, fingerprint, Long.toString(generation));
    }

    EntryLabel withGeneration(long other) {
        return new EntryLabel(udid, host, fingerprint, other);
    }
}
