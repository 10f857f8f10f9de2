package dev.trustline.lockdown.error;

/** A key, a certificate or a pair record that cannot be read. The message names the part, never its content. */
public final class UnusableKeyMaterial extends FormatFailure {

    /**
     * @param part which key of the record, or which document
     * @param problem what is wrong with it
     */
    public UnusableKeyMaterial(String part, String problem) {
        super(part + " is unusable: " + problem, null);
    }
}
