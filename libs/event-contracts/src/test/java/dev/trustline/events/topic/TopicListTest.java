package dev.trustline.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicListTest {
    @Test
    void theListAndTheCodeNameTheSameTopics() {
        assertThat(Arrays.stream(Topic.values()).map(Topic::topicName)).containsExactlyInAnyOrderElementsOf(TopicList.load().names());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyTopicTakesTheBrokersClock(Topic topic) {
        assertThat(topic.config()).containsEntry("message.timestamp.type", "LogAppendTime").containsKey("cleanup.policy");
        assertThat(topic.partitions()).isPositive();
    }

    @Test
    void stateKeepsThePartitionThatKafkaGivesTheUdid() {
        Udid udid = new Udid("00008110-001A2B3C4D5E6F70");
        int kafkas = BuiltInPartitioner.partitionForKey(udid.value().getBytes(StandardCharsets.UTF_8), 12);
        assertThat(KeyPartition.of(udid, 12)).isEqualTo(kafkas);
    }
}
