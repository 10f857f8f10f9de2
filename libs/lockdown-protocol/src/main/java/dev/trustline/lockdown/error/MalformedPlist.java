package dev.trustline.lockdown.error;

/** Bytes that are no acceptable property list: neither XML nor binary, broken, too deep, or with a DTD of their own. */
public final class MalformedPlist extends FormatFailure {
    /** @param reason what is wrong, without values of the document */
    public MalformedPlist(String reason) {
        this(reason, null);
    }

    /**
     * @param reason what is wrong, without values of the document
     * @param cause what the parser said
     */
    public MalformedPlist(String reason, Throwable cause) {
        super("malformed property list: " + reason, cause);
    }
}
