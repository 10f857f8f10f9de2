package dev.trustline.trust.store;

/** The numbers of PostgreSQL's advisory locks that this service takes. */
public final class Locks {

    /** Held for a transaction that changes presence. */
    public static final long PRESENCE = 7_241_000_001L;
    /** Held by the one copy that publishes, for as long as it does. */
    public static final long PUBLISHER = 7_241_000_002L;

    private Locks() {
    }
}
