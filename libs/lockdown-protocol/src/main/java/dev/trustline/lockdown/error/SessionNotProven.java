package dev.trustline.lockdown.error;

/** The phone answered StartSession without switching to TLS (EnableSessionSSL is not true). Whoever answered proved nothing. */
public final class SessionNotProven extends SessionFailure {

    /** @param problem what is missing */
    public SessionNotProven(String problem) {
        super("the session is not proven: " + problem, null);
    }
}
