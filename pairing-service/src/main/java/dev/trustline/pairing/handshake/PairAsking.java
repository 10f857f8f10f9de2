package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.pairing.handshake.PairVerdict.Offer;
import java.util.Optional;

/** How one attempt asks a device: with the supervision identity, until the device has shown that it wants a tap. Used by its lane only. */
final class PairAsking {
    private final Supervision supervision;
    private boolean wantsTap;

    PairAsking(Supervision supervision) {
        this.supervision = supervision;
    }

    /**
     * What came of one {@code Pair}.
     *
     * @param answer the escrow bag, if there is one, when it was accepted
     * @param offer  what it was asked with
     */
    record Said(Answer<Optional<byte[]>> answer, Offer offer) {}

    Said ask(DeviceGateway.Conversation conversation, PairRecord record) {
        Optional<SupervisionIdentity> identity = wantsTap ? Optional.empty() : supervision.identity();
        if (identity.isEmpty()) {
            return new Said(conversation.pair(record), Offer.NOTHING);
        }
        DeviceGateway.SupervisedAnswer given = conversation.pairSupervised(record, identity.get());
        return new Said(given.answer(), given.challenged() ? Offer.SIGNATURE : Offer.CERTIFICATE);
    }

    /** Whether the attempt goes on when the device wants a tap instead. */
    boolean mayTapInstead() {
        return supervision.notSupervised() == Supervision.NotSupervised.ASK;
    }

    /** The alert is up: from here on nothing is offered, a tap is waited for. */
    void tapWanted() {
        wantsTap = true;
    }
}
