package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.events.topic.Topic;

/** How many records the registry says that it has published to its two topics. */
record Published(long states, long changes) {
    private static final String COUNTER = "trust_registry_published_total";

    static Published by(Metrics registry) throws BenchFailure {
        Metrics.Snapshot snapshot = registry.snapshot();
        return new Published(count(snapshot, Topic.TRUST_STATE), count(snapshot, Topic.TRUST_CHANGES));
    }

    private static long count(Metrics.Snapshot snapshot, Topic topic) {
        return Math.round(snapshot.value(COUNTER, "topic=\"" + topic.topicName() + "\""));
    }

    Published since(Published before) {
        return new Published(states - before.states, changes - before.changes);
    }

    String text() {
        return states + " states and " + changes + " changes";
    }
}
