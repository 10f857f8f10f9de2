package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.HostCertificates;
import dev.trustline.virtualdevice.phone.LockdownFault;
import dev.trustline.virtualdevice.phone.PairAnswer;
import dev.trustline.virtualdevice.phone.PairRequest;
import java.security.SecureRandom;
import java.util.Optional;

/** {@code Pair}, {@code ValidatePair}, {@code Unpair}. */
final class PairRequests {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CHALLENGE_BYTES = 32;

    private final PhoneSide side;
    private final CableSession session;

    PairRequests(PhoneSide side, CableSession session) {
        this.side = side;
        this.session = session;
    }

    PlistDict pair(PlistDict request) {
        PairAnswer answer = side.phone().pair(understand(request), session);
        if (answer instanceof PairAnswer.Stored stored) {
            return stored.escrowBag().length == 0
                    ? LockdownReplies.ok("Pair")
                    : LockdownReplies.ok("Pair", "EscrowBag", stored.escrowBag());
        }
        LockdownFault fault = ((PairAnswer.Refused) answer).fault();
        PlistDict reply = LockdownReplies.error("Pair", fault);
        return fault == LockdownFault.MC_CHALLENGE_REQUIRED
                ? reply.with("ExtendedResponse", PlistDict.of("PairingChallenge", challenge()))
                : reply;
    }

    private PairRequest understand(PlistDict request) {
        Optional<PlistDict> record = request.dict("PairRecord");
        PlistDict options = request.dict("PairingOptions").orElse(PlistDict.empty());
        return new PairRequest(
                record.isPresent(),
                record.flatMap(dict -> dict.string("HostID")).orElse(""),
                record.flatMap(dict -> dict.string("SystemBUID")).orElse(""),
                record.flatMap(this::certificates),
                options.bool("ExtendedPairingErrors").orElse(false),
                options.has("SupervisorCertificate"));
    }

    private Optional<HostCertificates> certificates(PlistDict record) {
        return PairRecordChecks.check(record, side.key());
    }

    private static byte[] challenge() {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(challenge);
        return challenge;
    }

    PlistDict validate(PlistDict request) {
        Optional<PlistDict> record = request.dict("PairRecord");
        if (record.isEmpty()) {
            return LockdownReplies.error("ValidatePair", LockdownFault.MISSING_PAIR_RECORD);
        }
        String hostId = record.get().string("HostID").orElse("");
        boolean known = side.phone().trustedHosts().stream()
                .anyMatch(host -> host.hostId().equals(hostId));
        return known
                ? LockdownReplies.ok("ValidatePair")
                : LockdownReplies.error("ValidatePair", LockdownFault.INVALID_HOST_ID);
    }

    /** The reply names {@code ValidatePair}: a bug of the firmware that hosts know and skip. */
    PlistDict unpair(PlistDict request) {
        Optional<String> hostId = request.dict("PairRecord").flatMap(record -> record.string("HostID"));
        if (hostId.isEmpty()) {
            return LockdownReplies.error("ValidatePair", LockdownFault.MISSING_HOST_ID);
        }
        return side.phone().unpair(hostId.get())
                ? LockdownReplies.ok("ValidatePair")
                : LockdownReplies.error("ValidatePair", LockdownFault.INVALID_HOST_ID);
    }
}
