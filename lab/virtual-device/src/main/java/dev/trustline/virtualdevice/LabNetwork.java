package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.lockdownd.PhoneSide;
import dev.trustline.virtualdevice.lockdownd.PluggedPhone;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.TapOutcome;
import java.util.Optional;

/**
 * Where one phone is reached over Wi-Fi, beside its cable or without one: one host of the lab lists it as a network device, as
 * replacements of usbmuxd do. Thread-safe.
 */
final class LabNetwork {
    private final PhoneSide side;
    private Optional<Reached> reached = Optional.empty();

    LabNetwork(PhoneSide side) {
        this.side = side;
    }

    private record Reached(LabHost host, CableSession session, int deviceId) {}

    /** A phone that does not let hosts connect over Wi-Fi cannot be reached. */
    synchronized TapOutcome begin(LabHost host) {
        if (!side.letsConnectOverWifi()) {
            return TapOutcome.refused("it does not let hosts connect over Wi-Fi");
        }
        if (reached.isPresent()) {
            return TapOutcome.refused("reached over Wi-Fi by " + reached.get().host().name());
        }
        if (!host.hasUsbmuxd()) {
            return TapOutcome.refused(host.name() + " has a USB bus, and no network");
        }
        CableSession session = CableSession.overNetwork(host.name());
        reached = Optional.of(new Reached(host, session, host.bus().attach(new PluggedPhone(side, session))));
        return TapOutcome.happened();
    }

    synchronized TapOutcome end() {
        if (reached.isEmpty()) {
            return TapOutcome.refused("it is not reached over Wi-Fi");
        }
        reached.get().session().end();
        reached.get().host().bus().detach(reached.get().deviceId());
        reached = Optional.empty();
        return TapOutcome.happened();
    }
}
