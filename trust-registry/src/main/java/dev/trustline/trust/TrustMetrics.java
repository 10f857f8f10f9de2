package dev.trustline.trust;

/** The names and tags of every meter of this service. They are public API: see docs/METRICS.md. */
public final class TrustMetrics {

    /** Counter: records taken in. Tags {@link #TYPE}, {@link #OUTCOME}. */
    public static final String EVENTS = "trust.registry.events";
    /** Gauge: relations. Tag {@link #STATE}. */
    public static final String RELATIONS = "trust.registry.relations";
    /** Gauge: records behind the end of a topic, over this copy's partitions. Tag {@link #TOPIC}. */
    public static final String LAG = "trust.registry.lag";
    /** Timer: one transaction of a batch, commit included. */
    public static final String BATCH_DURATION = "trust.registry.batch.duration";
    /** Timer: from the broker's timestamp of a result to its commit here. */
    public static final String RECORD_TO_REGISTRY = "trust.registry.record.to.registry";
    /** Timer: from the cable to the stored trust, the phases' own clocks added up. */
    public static final String PIPELINE_LATENCY = "trust.pipeline.latency";
    /** Timer: reading the checkpoint topic to its end. */
    public static final String REPLAY_DURATION = "trust.registry.replay.duration";
    /** Counter: results that never arrived, seen by the gap that they leave. */
    public static final String LOST = "trust.registry.lost";
    /** Counter: relations that became doubtful, as their phone had forgotten another host. */
    public static final String SUSPICIONS = "trust.registry.suspicions";
    /** Gauge: relations that wait for a proof, as their phone had forgotten another host. */
    public static final String SUSPECTED = "trust.registry.suspected";
    /** Gauge: relations whose trust ends within five days if no session proves it before. */
    public static final String EXPIRING = "trust.registry.expiring";
    /** Counter: batches that another copy had already taken. */
    public static final String FENCED = "trust.registry.fenced";
    /** Counter: retention took records before they were read. Tag {@link #TOPIC}. */
    public static final String RETENTION_GAPS = "trust.registry.retention.gaps";
    /** Counter: batches tried again because the database or the broker was away. */
    public static final String WAITS = "trust.registry.waits";
    /** Gauge: rows waiting to be published. */
    public static final String OUTBOX = "trust.registry.outbox";
    /** Counter: published records. Tag {@link #TOPIC}. */
    public static final String PUBLISHED = "trust.registry.published";
    /** Timer: one Kafka transaction of the publisher, marking included. */
    public static final String PUBLISH_DURATION = "trust.registry.publish.duration";
    /** Gauge: 1 if this copy publishes. */
    public static final String PUBLISHER = "trust.registry.publisher";
    /** Gauge: hosts without a report for too long. */
    public static final String SILENT_HOSTS = "trust.registry.silent.hosts";
    /** Counter: commands given. Tags {@link #COMMAND}, {@link #WHO}. */
    public static final String COMMANDS = "trust.registry.commands";
    /** Counter: commands that nobody answered. */
    public static final String COMMANDS_EXPIRED = "trust.registry.commands.expired";

    /** Tag: the event type's short name, or {@code unreadable}. */
    public static final String TYPE = "type";
    /** Tag: {@code applied}, {@code duplicate}, {@code stale} or {@code dead_lettered}. */
    public static final String OUTCOME = "outcome";
    /** Tag: a trust state. */
    public static final String STATE = "state";
    /** Tag: a topic's name. */
    public static final String TOPIC = "topic";
    /** Tag: a command's verb. */
    public static final String COMMAND = "command";
    /** Tag: {@code operator} or {@code rule}. */
    public static final String WHO = "who";

    private TrustMetrics() {
    }
}
