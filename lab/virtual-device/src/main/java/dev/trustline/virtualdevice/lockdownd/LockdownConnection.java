package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.LockdownFault;
import dev.trustline.virtualdevice.phone.SessionAnswer;
import dev.trustline.virtualdevice.phone.TrustedHost;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** One connection to port 62078: requests in any order, at most one session at a time. Used by one thread. */
final class LockdownConnection {
    private final PhoneSide side;
    private final PhoneStream stream;
    private final PairRequests pairing;
    private final ValueRequests values;
    private final ServiceRequests services;
    private Optional<TrustedHost> trusted = Optional.empty();
    private String sessionId = "";

    LockdownConnection(PhoneSide side, CableSession session, PhoneStream stream) {
        this.side = side;
        this.stream = stream;
        this.pairing = new PairRequests(side, session);
        this.values = new ValueRequests(side.values());
        this.services = new ServiceRequests(side, session);
    }

    /** Answers until the peer ends, says Goodbye, or something is no property list. */
    void serve() throws IOException {
        boolean more = true;
        while (more) {
            PlistDict request = stream.receive();
            more = answer(request.string("Request").orElse(""), request);
        }
    }

    private boolean answer(String name, PlistDict request) throws IOException {
        if (side.phone().personality().oddities().restored() && !name.equals("Goodbye")) {
            stream.send(restoring(name));
            return true;
        }
        switch (name) {
            case "StartSession":
                startSession(request);
                return true;
            case "StopSession":
                stopSession(request);
                return true;
            case "Goodbye":
                stream.send(LockdownReplies.ok("Goodbye"));
                return false;
            default:
                stream.send(reply(name, request));
                return true;
        }
    }

    private PlistDict reply(String name, PlistDict request) {
        return switch (name) {
            case "QueryType" -> LockdownReplies.ok("QueryType", "Type", "com.apple.mobile.lockdown");
            case "GetValue" -> values.get(request, trusted.isPresent());
            case "SetValue" -> values.set(request, trusted.isPresent());
            case "RemoveValue" -> values.remove(request, trusted.isPresent());
            case "Pair" -> pairing.pair(request);
            case "ValidatePair" -> pairing.validate(request);
            case "Unpair" -> pairing.unpair(request);
            case "StartService" -> services.start(request, trusted);
            case "ResetPairing" -> LockdownReplies.error(name, LockdownFault.REMOVE_PROHIBITED);
            case "EnterRecovery", "Activate", "Deactivate" -> LockdownReplies.error(name, LockdownFault.SESSION_INACTIVE);
            default -> LockdownReplies.error(name, LockdownFault.INVALID_RESPONSE);
        };
    }

    /** The service of restore mode answers on the same port, to little more than its name (libimobiledevice {@code src/restore.c}). */
    private static PlistDict restoring(String name) {
        return switch (name) {
            case "QueryType" -> LockdownReplies.ok(name, "Type", "com.apple.mobile.restored");
            case "GetValue" -> LockdownReplies.error(name, LockdownFault.MISSING_VALUE);
            default -> LockdownReplies.error(name, LockdownFault.INVALID_RESPONSE);
        };
    }

    private void startSession(PlistDict request) throws IOException {
        if (trusted.isPresent()) {
            stream.send(LockdownReplies.error("StartSession", LockdownFault.SESSION_ACTIVE));
            return;
        }
        Optional<String> hostId = request.string("HostID");
        if (hostId.isEmpty()) {
            stream.send(LockdownReplies.error("StartSession", LockdownFault.MISSING_HOST_ID));
            return;
        }
        SessionAnswer answer = side.phone().startSession(hostId.get());
        if (answer instanceof SessionAnswer.Opened opened) {
            open(opened.host());
        } else {
            stream.send(LockdownReplies.error("StartSession", ((SessionAnswer.Refused) answer).fault()));
        }
    }

    private void open(TrustedHost host) throws IOException {
        sessionId = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        boolean tls = side.phone().personality().faults().sessionTls();
        stream.send(LockdownReplies.ok("StartSession", "SessionID", sessionId, "EnableSessionSSL", tls));
        if (tls) {
            stream.startTls(host.certificates());
        }
        trusted = Optional.of(host);
    }

    private void stopSession(PlistDict request) throws IOException {
        Optional<String> id = request.string("SessionID");
        Optional<LockdownFault> fault = trusted.isEmpty()
                ? Optional.of(LockdownFault.SESSION_INACTIVE)
                : id.isEmpty()
                        ? Optional.of(LockdownFault.MISSING_SESSION_ID)
                        : id.get().equals(sessionId) ? Optional.empty() : Optional.of(LockdownFault.INVALID_SESSION_ID);
        if (fault.isPresent()) {
            stream.send(LockdownReplies.error("StopSession", fault.get()));
            return;
        }
        stream.send(LockdownReplies.ok("StopSession"));
        trusted = Optional.empty();
        stream.stopTls();
    }
}
