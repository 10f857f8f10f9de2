package dev.trustline.lockdown.error;

/** A well-formed message that is no answer to what was asked: a key is missing or has the wrong type. */
public final class UnexpectedReply extends FormatFailure {

    /**
     * @param request what was asked
     * @param problem what is wrong with the answer, without its values
     */
    public UnexpectedReply(String request, String problem) {
        super("unexpected reply to " + request + ": " + problem, null);
    }
}
