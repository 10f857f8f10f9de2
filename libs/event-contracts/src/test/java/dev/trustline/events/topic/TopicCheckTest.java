package dev.trustline.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker whose topics are each wrong in another way. */
class TopicCheckTest {
    private static final Topic MISSING = Topic.DEVICE_EVENTS;
    private static final Topic WRONG_POLICY = Topic.TRUST_STATE;
    private static final Topic WRONG_TIMESTAMP = Topic.HOSTS;
    private static final Topic WRONG_COUNT = Topic.PAIRING_RESULTS;
    private static final Topic RIGHT = Topic.TRUST_CHANGES;
    private static EmbeddedKafkaBroker broker;
    private static Admin admin;
    private static String address;

    @BeforeAll
    static void topicsThatAreWrong() throws Exception {
        broker = new EmbeddedKafkaBroker().withNodeId(0).withDeleteLogDirsOnClose(true)
                .withAdditionalProperties(p -> p.put("auto.create.topics.enable", "false")).start();
        address = broker.getAdvertisedListeners().replaceFirst("^.*://", "");
        admin = Admin.create(Map.of("bootstrap.servers", address));
        admin.createTopics(List.of(
                topic(WRONG_POLICY, 0, Map.of("cleanup.policy", "delete")),
                topic(WRONG_TIMESTAMP, 0, Map.of("message.timestamp.type", "CreateTime")),
                topic(WRONG_COUNT, 1, Map.of()),
                topic(RIGHT, 0, Map.of()))).all().get(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    private static NewTopic topic(Topic topic, int morePartitions, Map<String, String> otherwise) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.putAll(otherwise);
        return new NewTopic(topic.topicName(), topic.partitions() + morePartitions, (short) 1).configs(config);
    }

    @Test
    void aTopicThatIsRightIsNotMentioned() throws Exception {
        assertThat(TopicCheck.problems(admin, address, List.of(RIGHT))).isEmpty();
    }

    @Test
    void aMissingTopicComesWithTheCommandThatCreatesIt() throws Exception {
        assertThat(only(MISSING)).isEqualTo("topic " + MISSING.topicName() + " is missing; create it: " + create(MISSING));
    }

    @Test
    void aWrongCleanupPolicyComesWithTheCommandThatSetsIt() throws Exception {
        assertThat(only(WRONG_POLICY)).isEqualTo("topic " + WRONG_POLICY.topicName() + " has cleanup.policy=delete instead of compact; set it: "
                + "kafka-configs.sh --bootstrap-server " + address + " --alter --entity-type topics --entity-name " + WRONG_POLICY.topicName()
                + " --add-config 'cleanup.policy=compact'");
    }

    @Test
    void aWrongTimestampTypeComesWithTheCommandThatSetsIt() throws Exception {
        assertThat(only(WRONG_TIMESTAMP)).isEqualTo("topic " + WRONG_TIMESTAMP.topicName()
                + " has message.timestamp.type=CreateTime instead of LogAppendTime; set it: kafka-configs.sh --bootstrap-server " + address
                + " --alter --entity-type topics --entity-name " + WRONG_TIMESTAMP.topicName() + " --add-config 'message.timestamp.type=LogAppendTime'");
    }

    @Test
    void aWrongPartitionCountComesWithTheCommandsThatMakeItAnew() throws Exception {
        int wanted = WRONG_COUNT.partitions();
        assertThat(only(WRONG_COUNT)).isEqualTo("topic " + WRONG_COUNT.topicName() + " has " + (wanted + 1) + " partitions instead of " + wanted
                + "; counts never change, so delete it and create it again: kafka-topics.sh --bootstrap-server " + address + " --delete --topic "
                + WRONG_COUNT.topicName() + " && " + create(WRONG_COUNT));
    }

    @Test
    void everyProblemIsNamedAtOnce() throws Exception {
        assertThat(TopicCheck.problems(admin, address, List.of(MISSING, WRONG_POLICY, WRONG_TIMESTAMP, WRONG_COUNT, RIGHT))).hasSize(4);
    }

    private static String only(Topic topic) throws InterruptedException {
        List<String> problems = TopicCheck.problems(admin, address, List.of(topic));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static String create(Topic topic) {
        StringBuilder command = new StringBuilder("kafka-topics.sh --bootstrap-server " + address + " --create --topic " + topic.topicName()
                + " --partitions " + topic.partitions());
        new java.util.TreeMap<>(topic.config()).forEach((name, value) -> command.append(" --config ").append(name).append('=').append(value));
        return command.toString();
    }
}
