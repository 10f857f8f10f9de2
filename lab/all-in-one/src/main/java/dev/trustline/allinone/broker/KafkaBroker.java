package dev.trustline.allinone.broker;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.ChildLedger;
import dev.trustline.allinone.process.ChildProcess;
import dev.trustline.allinone.process.ChildSpec;
import dev.trustline.allinone.process.JavaCommand;
import dev.trustline.allinone.process.Readiness;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * The embedded broker of a data folder. Formatted once; the cluster id is kept, so that a second start finds the topics
 * again. Not thread-safe.
 */
public final class KafkaBroker {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final List<String> JVM = List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final BrokerLibraries libraries;
    private final DataFolder data;
    private final LabMemory memory;
    private final ChildLedger ledger;
    private final Path segments;
    private final Path folder;
    private final int clients;
    private ChildProcess child;

    /** The broker of that data folder, not yet started. */
    public KafkaBroker(BrokerLibraries libraries, DataFolder data, LabMemory memory, ChildLedger ledger) throws StartFailure {
        this.libraries = libraries;
        this.data = data;
        this.memory = memory;
        this.ledger = ledger;
        this.clients = memory.port("kafka");
        this.folder = data.folder("kafka");
        this.segments = folder.resolve("segments");
    }

    /**
     * Formats the folder if it is new, starts the broker and waits until it answers.
     *
     * @throws StartFailure if the folder is half-formatted or belongs to another cluster, or the broker does not come up
     */
    public void start() throws StartFailure, InterruptedException {
        formatOnce(writeSettings(memory.port("kafka-controller")));
        startAgain();
    }

    /** Where clients connect, {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + clients;
    }

    /** Where everything lies that it keeps. */
    public Path folder() {
        return folder;
    }

    /** The process. */
    public ChildProcess child() {
        return child;
    }

    /** Starts it on the same data, after {@link #stop()} or a crash, and waits until it answers. */
    public void startAgain() throws StartFailure, InterruptedException {
        child = ChildProcess.start(spec("kafka", "kafka.Kafka", folder.resolve("server.properties").toString()), data.logs(), ledger);
        Readiness.await(child, START, () -> BrokerProbe.answers(address()));
    }

    /** The broker as something that should run, once it was started. */
    public Watched watched() {
        return child.watched("Kafka broker", this::startAgain);
    }

    /** Stops it in order; its data stays. */
    public void stop() {
        if (child != null) {
            child.stop(STOP);
        }
    }

    private Path writeSettings(int quorum) throws StartFailure {
        try {
            Files.createDirectories(segments);
            Path properties = folder.resolve("server.properties");
            Files.write(properties, new BrokerSettings(clients, quorum, segments).lines());
            try (InputStream in = KafkaBroker.class.getResourceAsStream("/broker-log4j2.properties")) {
                Files.write(folder.resolve("log4j2.properties"), in.readAllBytes());
            }
            return properties;
        } catch (IOException e) {
            throw new StartFailure("The broker's settings cannot be written in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private void formatOnce(Path properties) throws StartFailure, InterruptedException {
        Path meta = segments.resolve("meta.properties");
        if (Files.exists(meta)) {
            mustBelongTo(memory.get(LabMemory.CLUSTER_ID).orElse(null), meta);
            return;
        }
        mustBeEmpty();
        String clusterId = Uuid.randomUuid().toString();
        memory.put(LabMemory.CLUSTER_ID, clusterId);
        ChildProcess format = ChildProcess.start(
                spec("kafka-format", "kafka.tools.StorageTool", "format", "--cluster-id", clusterId, "--config", properties.toString()),
                data.logs(), ledger);
        if (!format.endsWithin(START)) {
            format.kill();
            throw format.notReadyWithin(START);
        }
        format.stop(Duration.ZERO);
        if (format.exitCode() != 0) {
            throw format.diedAtStart();
        }
    }

    private void mustBelongTo(String clusterId, Path meta) throws StartFailure {
        Properties values = new Properties();
        try (InputStream in = Files.newInputStream(meta)) {
            values.load(in);
        } catch (IOException e) {
            throw broken("its meta.properties cannot be read");
        }
        String found = values.getProperty("cluster.id");
        if (found == null || found.isBlank()) {
            throw broken("its meta.properties names no cluster");
        }
        if (clusterId != null && !clusterId.equals(found)) {
            throw broken("it belongs to cluster " + found + ", this lab is " + clusterId);
        }
    }

    private void mustBeEmpty() throws StartFailure {
        try (var files = Files.list(segments)) {
            if (files.findAny().isPresent()) {
                throw broken("it holds files but was never formatted to the end");
            }
        } catch (IOException e) {
            throw broken(e.getMessage());
        }
    }

    private StartFailure broken(String why) {
        return new StartFailure("The broker's part of the data folder is broken, " + why + ": remove " + folder
                + " to begin with empty topics, or choose another folder with --data.");
    }

    private ChildSpec spec(String name, String mainClass, String... arguments) {
        List<String> options = new java.util.ArrayList<>(JVM);
        options.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
        options.add("-Dkafka.logs.dir=" + data.logs());
        return new ChildSpec(name, JavaCommand.main(options, libraries.classPath(), mainClass, arguments), Map.of(), folder);
    }
}
