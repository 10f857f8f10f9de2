package dev.trustline.trust.presence;

import dev.trustline.events.host.HostReported;
import dev.trustline.trust.relation.Origin;

/**
 * A host report as it came from the topic.
 *
 * @param data      what is said
 * @param origin    its number and time
 * @param partition the partition of {@code trustline.hosts}: silence is judged per partition
 */
public record ReceivedReport(HostReported data, Origin origin, int partition) {}
