package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.LockdownFault;
import dev.trustline.virtualdevice.phone.ServiceTicket;
import dev.trustline.virtualdevice.phone.TrustedHost;
import java.util.Optional;

/**
 * {@code StartService}: a port for exactly one connection. The insecure proxy needs no session, and does not start on a
 * locked phone (usbmuxd issue 116) nor before iOS 7.
 */
final class ServiceRequests {
    static final String INSECURE_PROXY = "com.apple.mobile.insecure_notification_proxy";
    static final String PROXY = "com.apple.mobile.notification_proxy";

    private final PhoneSide side;
    private final CableSession session;

    ServiceRequests(PhoneSide side, CableSession session) {
        this.side = side;
        this.session = session;
    }

    PlistDict start(PlistDict request, Optional<TrustedHost> trusted) {
        Optional<String> service = request.string("Service");
        if (service.isEmpty()) {
            return LockdownReplies.error("StartService", LockdownFault.MISSING_SERVICE);
        }
        if (service.get().equals(INSECURE_PROXY)) {
            return insecureProxy(trusted);
        }
        if (trusted.isEmpty()) {
            return refused(service.get(), LockdownFault.SESSION_INACTIVE);
        }
        return service.get().equals(PROXY)
                ? started(new ServiceTicket(PROXY, trusted)).with("EnableServiceSSL", true)
                : refused(service.get(), LockdownFault.INVALID_SERVICE);
    }

    private PlistDict insecureProxy(Optional<TrustedHost> trusted) {
        if (side.phone().personality().pairsWithoutAlert()) {
            return refused(INSECURE_PROXY, LockdownFault.INVALID_SERVICE);
        }
        if (trusted.isEmpty() && !side.phone().startsInsecureProxy()) {
            return refused(INSECURE_PROXY, LockdownFault.PASSWORD_PROTECTED);
        }
        return started(new ServiceTicket(INSECURE_PROXY, Optional.empty()));
    }

    private PlistDict started(ServiceTicket ticket) {
        return LockdownReplies.ok("StartService", "Service", ticket.service(), "Port", session.issuePort(ticket));
    }

    private static PlistDict refused(String service, LockdownFault fault) {
        return LockdownReplies.error("StartService", fault).with("Service", service);
    }
}
