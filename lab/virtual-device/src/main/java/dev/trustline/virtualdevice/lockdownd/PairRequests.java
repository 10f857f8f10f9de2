package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.HostCertificates;
import dev.trustline.virtualdevice.phone.LockdownFault;
import dev.trustline.virtualdevice.phone.PairAnswer;
import dev.trustline.virtualdevice.phone.PairRequest;
import dev.trustline.virtualdevice.phone.SupervisorProof;
import java.util.Optional;

/** {@code Pair}, {@code ValidatePair}, {@code Unpair}. */
final class PairRequests {
    private static final String PAIR = "Pair";
    private static final String OFFER = "SupervisorCertificate";
    private static final String ANSWER = "ChallengeResponse";

    private final PhoneSide side;
    private final CableSession session;
    private final SupervisorChallenge challenge = new SupervisorChallenge();

    PairRequests(PhoneSide side, CableSession session) {
        this.side = side;
        this.session = session;
    }

    PlistDict pair(PlistDict request) {
        PlistDict options = request.dict("PairingOptions").orElse(PlistDict.empty());
        PairAnswer answer = side.phone().pair(understand(request, options), session);
        if (answer instanceof PairAnswer.Stored stored && stored.escrowBag().length > 0) {
            return LockdownReplies.ok(PAIR, "EscrowBag", stored.escrowBag());
        }
        if (answer instanceof PairAnswer.RefusedInWords words) {
            return LockdownReplies.error(PAIR, words.error());
        }
        return answer instanceof PairAnswer.Refused refused ? refusal(refused.fault(), options) : LockdownReplies.ok(PAIR);
    }

    private PlistDict refusal(LockdownFault fault, PlistDict options) {
        PlistDict reply = LockdownReplies.error(PAIR, fault);
        Optional<byte[]> offered = options.data(OFFER);
        return fault == LockdownFault.MC_CHALLENGE_REQUIRED && offered.isPresent()
                ? reply.with("ExtendedResponse", PlistDict.of("PairingChallenge", challenge.issue(offered.get())))
                : reply;
    }

    private PairRequest understand(PlistDict request, PlistDict options) {
        Optional<PlistDict> record = request.dict("PairRecord");
        return new PairRequest(
                record.isPresent(),
                record.flatMap(dict -> dict.string("HostID")).orElse(""),
                record.flatMap(dict -> dict.string("SystemBUID")).orElse(""),
                record.flatMap(this::certificates),
                options.bool("ExtendedPairingErrors").orElse(false) && side.phone().personality().faults().extendedErrors(),
                supervisor(options));
    }

    private SupervisorProof supervisor(PlistDict options) {
        if (options.has(ANSWER)) {
            return challenge.judge(
                    options.data(ANSWER).orElse(new byte[0]), side.phone().personality().policy().supervision());
        }
        return options.data(OFFER).isPresent() ? SupervisorProof.OFFERED : SupervisorProof.NONE;
    }

    private Optional<HostCertificates> certificates(PlistDict record) {
        return PairRecordChecks.check(record, side.key(), side.phone().personality().oddities().clock());
    }

    PlistDict validate(PlistDict request) {
        Optional<PlistDict> record = request.dict("PairRecord");
        if (record.isEmpty()) {
            return LockdownReplies.error("ValidatePair", LockdownFault.MISSING_PAIR_RECORD);
        }
        String hostId = record.get().string("HostID").orElse("");
        boolean known = side.phone().trustedHosts().stream()
                .anyMatch(host -> host.hostId().equals(hostId));
        if (known) {
            session.validated();
        }
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
