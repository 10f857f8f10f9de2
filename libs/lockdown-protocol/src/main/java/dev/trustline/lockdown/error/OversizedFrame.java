package dev.trustline.lockdown.error;

/** A length field that is negative, too small for its header, or above the limit. Nothing was allocated for it. */
public final class OversizedFrame extends FormatFailure {

    /**
     * @param length the length that the peer announced, in bytes
     * @param limit the largest length accepted here, in bytes
     */
    public OversizedFrame(long length, long limit) {
        super("the peer announced a message of " + length + " bytes, accepted are 1 to " + limit, null);
    }
}
