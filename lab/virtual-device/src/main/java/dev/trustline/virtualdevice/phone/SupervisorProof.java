package dev.trustline.virtualdevice.phone;

/** What a {@code Pair} says of a supervision identity, as lockdownd found it. */
public enum SupervisorProof {
    /** Nothing. */
    NONE,
    /** It offers a certificate. */
    OFFERED,
    /** It answers this connection's challenge with the signature of the organisation that supervises the phone. */
    SIGNED,
    /** It answers with something else. */
    WRONG
}
