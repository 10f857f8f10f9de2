package dev.trustline.virtualdevice.phone;

import java.util.Optional;

/**
 * The table of answers to {@code Pair}, in the order in which the phone asks itself: form, connection, setup, profile,
 * certificates, supervision, consent of this cable session, denial, lock, alert. (Order from an iOS log of usbmuxd's second
 * {@code Pair}: "Allowing pairing … since we're still on that connection".)
 */
final class PairingRules {
    private PairingRules() {}

    static PairAnswer decide(PairRequest request, VirtualPhone phone) {
        Optional<LockdownFault> fault = formalFault(request, phone.personality().policy());
        if (fault.isPresent()) {
            return new PairAnswer.Refused(fault.get());
        }
        Optional<String> words = phone.personality().faults().pairRefusal();
        if (words.isPresent()) {
            return new PairAnswer.RefusedInWords(words.get());
        }
        HostCertificates certificates = request.certificates().orElseThrow();
        if (phone.personality().policy().setupAssistant()) {
            return phone.store(request, certificates, true);
        }
        if (phone.personality().policy().supervision().isPresent() && request.supervisor() != SupervisorProof.NONE) {
            return supervised(request, certificates, phone);
        }
        if (consents(request, phone)) {
            return phone.store(request, certificates, false);
        }
        return new PairAnswer.Refused(ask(phone));
    }

    /**
     * Before the lock: a locked phone says yes too, and keeps nothing (go-ios {@code ios/pair.go}). One that trusts this host
     * already does not ask for a signature (go-ios issue 99).
     */
    private static PairAnswer supervised(PairRequest request, HostCertificates certificates, VirtualPhone phone) {
        return switch (request.supervisor()) {
            case OFFERED -> phone.knows(request)
                    ? phone.store(request, certificates, false)
                    : new PairAnswer.Refused(LockdownFault.MC_CHALLENGE_REQUIRED);
            case SIGNED -> phone.isLocked()
                    ? new PairAnswer.AcceptedNotStored()
                    : phone.store(request, certificates, false);
            case WRONG, NONE -> new PairAnswer.Refused(
                    phone.personality().policy().supervision().orElseThrow().refusal());
        };
    }

    private static Optional<LockdownFault> formalFault(PairRequest request, Personality.Policy policy) {
        if (!request.recordPresent()) {
            return Optional.of(LockdownFault.MISSING_PAIR_RECORD);
        }
        if (request.hostId().isEmpty()) {
            return Optional.of(LockdownFault.MISSING_HOST_ID);
        }
        if (policy.networkOnly()) {
            return Optional.of(LockdownFault.PAIRING_PROHIBITED_OVER_THIS_CONNECTION);
        }
        if (policy.managed()) {
            return Optional.of(LockdownFault.MC_PROTECTED);
        }
        return request.certificates().isEmpty() ? Optional.of(LockdownFault.INVALID_PAIR_RECORD) : Optional.empty();
    }

    private static boolean consents(PairRequest request, VirtualPhone phone) {
        if (phone.alert().dialog() == TrustDialog.ACCEPTED) {
            return true;
        }
        if (phone.personality().pairsWithoutAlert()) {
            return !phone.isLocked();
        }
        return phone.personality().alert().knownHostSilent() && phone.knows(request);
    }

    private static LockdownFault ask(VirtualPhone phone) {
        TrustAlert alert = phone.alert();
        if (alert.dialog() == TrustDialog.DENIED) {
            return LockdownFault.USER_DENIED_PAIRING;
        }
        if (phone.isLocked()) {
            return LockdownFault.PASSWORD_PROTECTED;
        }
        if (alert.dialog() == TrustDialog.PASSCODE && phone.personality().alert().pairCancelsPasscode()) {
            alert.deny();
            return LockdownFault.USER_DENIED_PAIRING;
        }
        alert.raise();
        return LockdownFault.PAIRING_DIALOG_RESPONSE_PENDING;
    }
}
