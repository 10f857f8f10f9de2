package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import java.util.Optional;

/** Port to the devices on this host's cables, and to those that usbmuxd reaches by network. Thread-safe; every call ends by its own deadline. */
public interface DeviceGateway {
    /** The device as usbmuxd lists it now, a USB attachment before one by network. */
    Answer<Attachment> find(Udid udid);

    /** As {@link #find}, where a device that is listed by network alone is not attached: pairing is for cables. */
    default Answer<Attachment> onCable(Udid udid) {
        Answer<Attachment> found = find(udid);
        return found instanceof Answer.Given<Attachment> given && given.value().overNetwork()
                ? new Answer.None<>(Answer.Trouble.NOT_ATTACHED)
                : found;
    }

    /** A conversation before any session. It connects at its first request, and again when the device has hung up. */
    Conversation converse(Attachment attachment);

    /**
     * Opens a session with this record and reads a value inside it: the only proof of trust there is.
     *
     * @param askForSetup also ask whether the device's setup is done
     */
    Answer<Proof> prove(Attachment attachment, PairRecord record, boolean askForSetup);

    /** Ends this record's trust on the device. */
    Answer<Boolean> unpair(Attachment attachment, PairRecord record);

    /**
     * Switches, in a session with this record, whether the device lets trusted hosts connect over Wi-Fi. For cables only.
     *
     * @return what the device says of it afterwards
     */
    Answer<Optional<Boolean>> switchWifi(Attachment attachment, PairRecord record, boolean enabled);

    /** Whether this host's configuration forbids that devices let hosts connect over Wi-Fi. */
    boolean forbidsWifi();

    /**
     * The answer to a {@code Pair} that offered a supervision identity.
     *
     * @param challenged the device had asked for a signature and got it
     */
    record SupervisedAnswer(Answer<Optional<byte[]>> answer, boolean challenged) {}

    /** Ends, on the device, the trust in another host of the lab; {@code InvalidHostID} if it knows none such. */
    Answer<Boolean> unpairHost(Attachment attachment, HostIdDeposit.HostId hostId);

    /**
     * What a session showed.
     *
     * @param setupDone       empty if it was not asked for or the device does not tell
     * @param wifiConnections whether the device lets trusted hosts connect over Wi-Fi; empty if it does not tell
     */
    record Proof(Optional<Boolean> setupDone, Optional<Boolean> wifiConnections) {}

    /** Requests before any session. Used by one thread; closing it from another wakes that one. */
    interface Conversation extends AutoCloseable {
        /** What the device tells a stranger. */
        Answer<DeviceIdentity> introduce();

        /** Begins to listen for the tap, before the alert is raised. */
        Answer<TapWatch> watchForTap();

        /** One {@code Pair}, answered with the escrow bag if it was accepted and the device gave one. */
        Answer<Optional<byte[]>> pair(PairRecord candidate);

        /** As {@link #pair}, offering this identity, with which a device that it supervises needs no tap. Another one raises the alert. */
        SupervisedAnswer pairSupervised(PairRecord candidate, SupervisionIdentity identity);

        /**
         * As {@link DeviceGateway#prove}, right after a {@code Pair} and on its connection. The session ends with the
         * conversation.
         *
         * @param device what it told in this attachment; the record was made for its key
         */
        Answer<Proof> prove(PairRecord record, DeviceIdentity device, boolean askForSetup);

        @Override
        void close();
    }
}
