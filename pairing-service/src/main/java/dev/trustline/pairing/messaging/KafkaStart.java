package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** What must be true of Kafka before this service begins: it answers, its topics are right, our last epoch is known. */
public final class KafkaStart {
    private static final Logger LOG = Logger.getLogger(KafkaStart.class);
    private static final long PAUSE_MS = 1_000;
    private static final Set<Topic> NEEDED = Set.of(Topic.DEVICE_EVENTS, Topic.PAIRING_COMMANDS, Topic.PAIRING_RESULTS, Topic.HOSTS,
            Topic.COMMANDS_DLQ, Topic.DEVICE_EVENTS_PAIRING_DLQ);

    /** A host that lives reports every 20 s at least. */
    private static final Duration LATELY = Duration.ofMinutes(2);
    private static final Duration LONGEST_READ = Duration.ofSeconds(5);

    private final KafkaConnection kafka;
    private final EventCodec codec;

    public KafkaStart(KafkaConnection kafka, EventCodec codec) {
        this.kafka = kafka;
        this.codec = codec;
    }

    /**
     * Waits for the broker as long as it takes.
     *
     * @throws WrongTopics if a topic is missing or would lose data
     */
    public void awaitGoodTopics() throws InterruptedException {
        for (;;) {
            try (Admin admin = kafka.admin()) {
                List<String> problems = TopicCheck.problems(admin, kafka.address(), NEEDED);
                if (!problems.isEmpty()) {
                    throw new WrongTopics(problems);
                }
                return;
            } catch (TopicCheck.BrokerUnreachable | KafkaException e) {
                LOG.warnf("Kafka does not answer; waiting for it error=%s", e.getMessage());
                pause();
            }
        }
    }

    /** What all hosts have reported last. */
    public NewestReports reports() throws InterruptedException {
        for (;;) {
            try (KafkaConsumer<byte[], byte[]> reader = kafka.reader()) {
                return NewestReports.all(reader, codec);
            } catch (KafkaException e) {
                LOG.warnf("the last reports cannot be read; tried again error=%s", e.getMessage());
                pause();
            }
        }
    }

    /** What the hosts that are alive have reported; empty if that cannot be read within some seconds. */
    public Optional<NewestReports> reportsLately(Instant brokerNow) {
        try (KafkaConsumer<byte[], byte[]> reader = kafka.reader()) {
            return Optional.of(NewestReports.since(brokerNow.minus(LATELY), reader, codec, LONGEST_READ));
        } catch (KafkaException e) {
            LOG.debugf("the newest reports are not read error=%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Reports once and waits until the broker has it: from then on its clock is known. */
    public void firstReport(HostReports reports) throws InterruptedException {
        for (;;) {
            try {
                reports.report().get(20, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warnf("the first report was not taken; tried again error=%s", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await(PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    /** Topics are not as this build needs them; the message holds the commands that mend them. */
    public static final class WrongTopics extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongTopics(List<String> problems) {
            super(String.join("\n", problems));
        }
    }
}
