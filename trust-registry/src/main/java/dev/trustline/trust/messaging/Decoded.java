package dev.trustline.trust.messaging;

import dev.trustline.trust.presence.ReceivedDeviceEvent;
import dev.trustline.trust.presence.ReceivedReport;
import dev.trustline.trust.relation.ReceivedResult;

/** What a record turned out to be. */
sealed interface Decoded {

    /** A result of a pairing-service. */
    record Result(ReceivedResult result) implements Decoded {}

    /** An attach or a detach. */
    record Device(ReceivedDeviceEvent event) implements Decoded {}

    /** A service's life sign. */
    record Report(ReceivedReport report) implements Decoded {}

    /** Not an event that this service can use. */
    record Unreadable(String reason) implements Decoded {}
}
