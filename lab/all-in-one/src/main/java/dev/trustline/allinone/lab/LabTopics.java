package dev.trustline.allinone.lab;

import dev.trustline.allinone.broker.BrokerProbe;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCheck;
import dev.trustline.events.topic.TopicCreation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The lab's topics: made from the one list where they are missing, refused where they are wrong. Stateless. */
final class LabTopics {
    private static final int MOST_COPIES = 3;
    private static final long SECONDS = 30;

    private LabTopics() {
    }

    /** Refuses to go on with a broker that does not answer. */
    static void mustAnswer(String kafka) throws StartFailure {
        if (!BrokerProbe.answers(kafka)) {
            throw noAnswer(kafka);
        }
    }

    /**
     * Creates what is missing, with up to three copies of each partition, and returns the names of the new ones. Nothing is
     * created beside a topic that is wrong, and a topic that is there is never changed: it may be somebody else's.
     *
     * @param embedded the embedded broker's folder; empty if somebody else runs the broker
     * @throws StartFailure if no broker answers, it refuses, or a topic has settings that would lose data: with the commands that mend it
     */
    static List<String> create(String kafka, Optional<Path> embedded) throws StartFailure, InterruptedException {
        int brokers = BrokerProbe.brokers(kafka);
        if (brokers == 0) {
            throw noAnswer(kafka);
        }
        Map<String, Object> settings = new HashMap<>(BrokerProbe.adminSettings(kafka));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        try (Admin admin = Admin.create(settings)) {
            List<String> problems = TopicCheck.problems(admin, kafka, existing(admin));
            if (!problems.isEmpty()) {
                throw new StartFailure(sentence(kafka, embedded), problems);
            }
            return TopicCreation.createMissing(admin, Arrays.asList(Topic.values()), (short) Math.min(MOST_COPIES, brokers));
        } catch (ExecutionException | TimeoutException | TopicCheck.BrokerUnreachable e) {
            throw new StartFailure("The topics cannot be created at " + kafka + ": " + reason(e) + ".", e);
        }
    }

    private static List<Topic> existing(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> names = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
        return Arrays.stream(Topic.values()).filter(t -> names.contains(t.topicName())).toList();
    }

    private static String sentence(String kafka, Optional<Path> embedded) {
        return embedded.map(folder -> "The topics of the embedded broker are not as this version needs them: remove " + folder
                        + " to begin with empty topics, or choose another folder with --data.")
                .orElse("The topics at " + kafka + " are not as this version needs them: mend them with Kafka's own tools as the lines below say,"
                        + " or name another broker with --kafka.");
    }

    private static StartFailure noAnswer(String kafka) {
        return new StartFailure("No Kafka broker answers at " + kafka + ": start it, or leave --kafka out to use the embedded one.");
    }

    /** The broker's own reason, if it gave one. */
    private static String reason(Exception e) {
        String reason = e instanceof ExecutionException ? e.getCause().getMessage() : e.getMessage();
        return reason == null ? "no answer within " + SECONDS + " s, although it can be reached; look at its advertised.listeners" : reason.replaceFirst("\\.$", "");
    }
}
