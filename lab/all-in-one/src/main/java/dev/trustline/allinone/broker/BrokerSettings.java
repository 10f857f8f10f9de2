package dev.trustline.allinone.broker;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code server.properties} of a combined KRaft node for one machine: everything replicated once, little memory, and a
 * broker session short enough that a restart after a crash takes seconds (measured: 13 s with the default session of 9 s).
 *
 * @param clients  port for clients
 * @param quorum   port for the controller
 * @param logs     folder of the log segments
 */
record BrokerSettings(int clients, int quorum, Path logs) {
    List<String> lines() {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + quorum,
                "controller.listener.names=CONTROLLER",
                "listeners=PLAINTEXT://127.0.0.1:" + clients + ",CONTROLLER://127.0.0.1:" + quorum,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + clients,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + logs,
                "auto.create.topics.enable=false",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "share.coordinator.state.topic.num.partitions=1",
                "group.initial.rebalance.delay.ms=0",
                "log.cleaner.dedupe.buffer.size=2097152",
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                "num.network.threads=2",
                "num.io.threads=4",
                "num.recovery.threads.per.data.dir=1");
    }
}
