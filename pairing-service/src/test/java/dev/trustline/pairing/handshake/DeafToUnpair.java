package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/** Phones that do not answer an unpair, and are as they were in everything else. */
record DeafToUnpair(DeviceGateway phones) implements DeviceGateway {
    @Override
    public Answer<Attachment> find(Udid udid) {
        return phones.find(udid);
    }

    @Override
    public Conversation converse(Attachment attachment) {
        return phones.converse(attachment);
    }

    @Override
    public Answer<Proof> prove(Attachment attachment, PairRecord record, boolean askForSetup) {
        return phones.prove(attachment, record, askForSetup);
    }

    @Override
    public Answer<Boolean> unpair(Attachment attachment, PairRecord record) {
        return new Answer.None<>(Answer.Trouble.UNREACHABLE);
    }

    @Override
    public Answer<Boolean> unpairHost(Attachment attachment, HostIdDeposit.HostId hostId) {
        return new Answer.None<>(Answer.Trouble.UNREACHABLE);
    }

    @Override
    public Answer<Optional<Boolean>> switchWifi(Attachment attachment, PairRecord record, boolean enabled) {
        return phones.switchWifi(attachment, record, enabled);
    }

    @Override
    public boolean forbidsWifi() {
        return phones.forbidsWifi();
    }
}
