package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.lockdown.plist.PlistDict;
import java.io.IOException;
import java.util.Optional;

/** {@code Pair}, plain and with a supervision identity (pymobiledevice3 {@code lockdown.py}, go-ios {@code ios/pair.go}). */
final class PairRequests {
    private static final String PAIR = "Pair";
    private static final PlistDict EXTENDED = PlistDict.of("ExtendedPairingErrors", true);
    /** The challenges of phones have some ten bytes. */
    private static final int LONGEST_CHALLENGE = 4096;

    private final LockdownChannel channel;

    PairRequests(LockdownChannel channel) {
        this.channel = channel;
    }

    PairAnswer pair(PairRecord record, PlistDict more) throws IOException {
        return answer(record, ask(record, more, EXTENDED), false);
    }

    /** Offers the certificate; a supervised phone that does not trust this host yet wants its challenge signed. */
    PairAnswer pair(PairRecord record, SupervisionIdentity identity, PlistDict more) throws IOException {
        PlistDict offered = ask(record, more, EXTENDED.with("SupervisorCertificate", identity.certificateDer()));
        if (LockdownChannel.error(PAIR, offered).filter(DeviceError.MCChallengeRequired.class::isInstance).isEmpty()) {
            return answer(record, offered, false);
        }
        PlistDict signed = ask(record, more, EXTENDED.with("ChallengeResponse", identity.answer(challenge(offered))));
        return answer(record, signed, true);
    }

    private PlistDict ask(PairRecord record, PlistDict more, PlistDict options) throws IOException {
        return channel.exchange(PAIR, PAIR, more.with("PairRecord", record.pairRequestPart())
                .with("ProtocolVersion", "2").with("PairingOptions", options));
    }

    private static byte[] challenge(PlistDict reply) throws UnexpectedReply {
        byte[] challenge = reply.dict("ExtendedResponse").flatMap(extended -> extended.data("PairingChallenge"))
                .orElseThrow(() -> new UnexpectedReply(PAIR, "a challenge is required and none is there"));
        if (challenge.length == 0 || challenge.length > LONGEST_CHALLENGE) {
            throw new UnexpectedReply(PAIR, "a challenge of " + challenge.length + " bytes");
        }
        return challenge;
    }

    private static PairAnswer answer(PairRecord record, PlistDict reply, boolean challenged) throws UnexpectedReply {
        Optional<DeviceError> error = LockdownChannel.error(PAIR, reply);
        return error.isPresent() ? new PairAnswer.Refused(error.get(), challenged)
                : new PairAnswer.Paired(reply.data("EscrowBag").map(record::withEscrowBag).orElse(record), challenged);
    }
}
