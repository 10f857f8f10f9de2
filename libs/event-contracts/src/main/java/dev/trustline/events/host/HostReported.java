package dev.trustline.events.host;

import dev.trustline.events.EventData;
import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A service on a lab host is alive: every 10 s, at start and on change.
 *
 * @param host            the lab host
 * @param service         {@code usb-watcher} or {@code pairing-service}
 * @param serviceVersion  the service's version
 * @param bootId          the kernel's boot id; {@code null} where the kernel gives none
 * @param clock           the host's clock, only ever shown
 * @param usbmuxdVersion  {@code null} when not known
 * @param buidFingerprint HMAC-SHA256 of the SystemBUID under the lab key, 64 hex digits; {@code null} when not known
 * @param problems        what is wrong, empty when all is well
 * @param attached        from usb-watcher: the complete list, taken in one step with the event's number; {@code null} from
 *                        other services
 * @param vaultGeneration from pairing-service: the sum of all generations in its vault, so that a vault put back whole is
 *                        noticed; {@code null} when not known
 * @param heldBy          who or which rule holds pairing on this host; {@code null} when it is not held
 */
public record HostReported(
        String host,
        String service,
        String serviceVersion,
        String bootId,
        Instant clock,
        String usbmuxdVersion,
        String buidFingerprint,
        List<HostProblem> problems,
        List<AttachedDevice> attached,
        Long vaultGeneration,
        String heldBy) implements EventData {
    public HostReported {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(clock, "clock");
        problems = problems == null ? List.of() : List.copyOf(problems);
        attached = attached == null ? null : List.copyOf(attached);
    }

    /** A report that says nothing of a vault or a hold. */
    public HostReported(String host, String service, String serviceVersion, String bootId, Instant clock, String usbmuxdVersion,
            String buidFingerprint, List<HostProblem> problems, List<AttachedDevice> attached) {
        this(host, service, serviceVersion, bootId, clock, usbmuxdVersion, buidFingerprint, problems, attached, null, null);
    }

    @Override
    public EventType type() {
        return EventType.HOST_REPORTED;
    }

    @Override
    public String subject() {
        return host + "/" + service;
    }

    /**
     * Something that a person should mend.
     *
     * @param code   a {@link ProblemCode}'s text, or one of a newer service
     * @param detail one sentence that says what to do
     */
    public record HostProblem(String code, String detail) {
        public HostProblem {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
        }

        /** A problem that this version knows. */
        public static HostProblem of(ProblemCode code, String detail) {
            return new HostProblem(code.wireText(), detail);
        }
    }

    /**
     * A device that this host reaches.
     *
     * @param udid       the device
     * @param portPath   bus and ports, {@code null} when unknown
     * @param connection by cable or by network, {@code null} from a watcher that does not tell
     */
    public record AttachedDevice(Udid udid, String portPath, Connection connection) {
        public AttachedDevice {
            Objects.requireNonNull(udid, "udid");
        }

        /** As older watchers list it. */
        public AttachedDevice(Udid udid, String portPath) {
            this(udid, portPath, null);
        }
    }
}
