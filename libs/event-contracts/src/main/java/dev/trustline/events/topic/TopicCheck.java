package dev.trustline.events.topic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares topics on the broker with the list that this build was made from. A service runs it at start and refuses to
 * start on a difference, because a wrong policy or timestamp type loses data silently. Thread-safe.
 */
public final class TopicCheck {
    private static final long SECONDS = 15;

    private final Admin admin;
    private final String bootstrap;
    private final List<String> problems = new ArrayList<>();

    private TopicCheck(Admin admin, String bootstrap) {
        this.admin = admin;
        this.bootstrap = bootstrap;
    }

    /**
     * What is wrong with these topics, one sentence each with the command that mends it; empty if all is well.
     *
     * @param bootstrap the broker's address, {@code host:port[,host:port]}, as the commands name it
     * @throws BrokerUnreachable if the broker does not answer within 15 s: that says nothing about the topics
     */
    public static List<String> problems(Admin admin, String bootstrap, Collection<Topic> topics) throws InterruptedException {
        return new TopicCheck(admin, bootstrap).problems(topics);
    }

    private List<String> problems(Collection<Topic> topics) throws InterruptedException {
        Map<String, TopicDescription> found = describe(topics);
        Map<ConfigResource, Config> configs = configs(found.keySet());
        for (Topic topic : topics) {
            TopicDescription description = found.get(topic.topicName());
            if (description != null) {
                checkPartitions(topic, description);
                checkConfig(topic, configs.get(resource(topic.topicName())));
            }
        }
        return problems;
    }

    private Map<String, TopicDescription> describe(Collection<Topic> topics) throws InterruptedException {
        Map<String, TopicDescription> found = new TreeMap<>();
        DescribeTopicsResult result = admin.describeTopics(topics.stream().map(Topic::topicName).toList());
        for (Topic topic : topics) {
            try {
                found.put(topic.topicName(), result.topicNameValues().get(topic.topicName()).get(SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new BrokerUnreachable(e.getCause());
                }
                problems.add("topic " + topic.topicName() + " is missing; create it: " + createCommand(topic));
            } catch (TimeoutException e) {
                throw new BrokerUnreachable(e);
            }
        }
        return found;
    }

    private Map<ConfigResource, Config> configs(Set<String> names) throws InterruptedException {
        try {
            return admin.describeConfigs(names.stream().map(TopicCheck::resource).toList()).all().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BrokerUnreachable(e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerUnreachable(e);
        }
    }

    private void checkPartitions(Topic topic, TopicDescription description) {
        int actual = description.partitions().size();
        if (actual != topic.partitions()) {
            problems.add("topic " + topic.topicName() + " has " + actual + " partitions instead of " + topic.partitions()
                    + "; counts never change, so delete it and create it again: " + tool("kafka-topics.sh")
                    + " --delete --topic " + topic.topicName() + " && " + createCommand(topic));
        }
    }

    private void checkConfig(Topic topic, Config config) {
        topic.config().forEach((name, wanted) -> {
            ConfigEntry entry = config == null ? null : config.get(name);
            String actual = entry == null ? "unset" : entry.value();
            if (!sameSetting(wanted, actual)) {
                problems.add("topic " + topic.topicName() + " has " + name + "=" + actual + " instead of " + wanted
                        + "; set it: " + tool("kafka-configs.sh") + " --alter --entity-type topics --entity-name " + topic.topicName()
                        + " --add-config '" + name + "=" + (wanted.contains(",") ? "[" + wanted + "]" : wanted) + "'");
            }
        });
    }

    private static boolean sameSetting(String wanted, String actual) {
        return new HashSet<>(Arrays.asList(wanted.split(","))).equals(new HashSet<>(Arrays.asList(actual.split(","))));
    }

    private String createCommand(Topic topic) {
        StringBuilder command = new StringBuilder(tool("kafka-topics.sh") + " --create --topic " + topic.topicName()
                + " --partitions " + topic.partitions());
        new TreeMap<>(topic.config()).forEach((k, v) -> command.append(" --config ").append(k).append('=').append(v));
        return command.toString();
    }

    /** Both tools refuse to run without the address. */
    private String tool(String name) {
        return name + " --bootstrap-server " + bootstrap;
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    /** The broker gave no answer: try again later, nothing is known about the topics. */
    public static final class BrokerUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokerUnreachable(Throwable cause) {
            super("the broker does not answer: " + cause.getMessage(), cause);
        }
    }
}
