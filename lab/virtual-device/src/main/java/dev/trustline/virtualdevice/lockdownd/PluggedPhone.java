package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import dev.trustline.virtualdevice.io.IdleWatch;
import dev.trustline.virtualdevice.io.Wire;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.SerialForm;
import dev.trustline.virtualdevice.phone.ServiceTicket;
import dev.trustline.virtualdevice.usbmux.DeviceService;
import dev.trustline.virtualdevice.usbmux.MuxDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A phone on a cable, or on the network: lockdownd on 62078, and what its service ports lead to. Ends with the cable session. */
public final class PluggedPhone implements MuxDevice {
    private final PhoneSide side;
    private final CableSession session;

    /** {@code side} for the length of {@code session}. */
    public PluggedPhone(PhoneSide side, CableSession session) {
        this.side = side;
        this.session = session;
    }

    @Override
    public String udid() {
        return side.phone().identity().udid();
    }

    @Override
    public String serial() {
        boolean undashed = side.phone().personality().oddities().serial() == SerialForm.UNDASHED;
        return undashed ? udid().replace("-", "") : udid();
    }

    @Override
    public boolean network() {
        return session.isNetwork() || side.phone().personality().policy().networkOnly();
    }

    @Override
    public Optional<DeviceService> connect(int port) {
        if (!side.phone().personality().faults().reachable()) {
            return Optional.empty();
        }
        if (port == UsbmuxPorts.LOCKDOWN) {
            return Optional.of(wire -> serve(wire, side.link().lockdownIdle(), this::lockdown));
        }
        return session.redeem(port)
                .map(ticket -> wire -> serve(wire, side.link().proxyIdle(), stream -> proxy(ticket, stream)));
    }

    private interface Conversation {
        void run(PhoneStream stream) throws IOException;
    }

    private void serve(Wire wire, Duration idle, Conversation conversation) throws IOException {
        if (!session.adopt(wire)) {
            return;
        }
        try (IdleWatch watch = new IdleWatch(wire, side.timeline(), idle)) {
            conversation.run(new PhoneStream(wire, side));
        } finally {
            session.release(wire);
        }
    }

    private void lockdown(PhoneStream stream) throws IOException {
        new LockdownConnection(side, session, stream).serve();
    }

    private void proxy(ServiceTicket ticket, PhoneStream stream) throws IOException {
        if (ticket.tls().isPresent()) {
            stream.startTls(ticket.tls().get().certificates());
        }
        new ProxyConnection(side, stream, ticket.tls().isPresent()).serve();
    }
}
