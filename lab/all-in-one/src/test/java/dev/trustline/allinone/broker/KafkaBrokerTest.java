package dev.trustline.allinone.broker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.ChildLedger;
import dev.trustline.allinone.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    @TempDir
    private Path temp;

    @Test
    void aFolderThatWasNeverFormattedToTheEndIsRefused() throws Exception {
        Path segments = Files.createDirectories(temp.resolve("kafka/segments"));
        Files.createFile(segments.resolve("bootstrap.checkpoint"));

        assertThatThrownBy(this::start).isInstanceOf(StartFailure.class).hasMessageContaining("never formatted to the end").hasMessageContaining("remove");
    }

    @Test
    void aFolderOfAnotherClusterIsRefused() throws Exception {
        Path segments = Files.createDirectories(temp.resolve("kafka/segments"));
        Files.writeString(segments.resolve("meta.properties"), "cluster.id=other\n");
        LabMemory.in(temp).put(LabMemory.CLUSTER_ID, "mine");

        assertThatThrownBy(this::start).isInstanceOf(StartFailure.class).hasMessageContaining("belongs to cluster other");
    }

    private void start() throws StartFailure, InterruptedException {
        try (DataFolder data = DataFolder.open(temp)) {
            new KafkaBroker(new BrokerLibraries(temp, temp), data, LabMemory.in(temp), new ChildLedger(temp.resolve("children"))).start();
        }
    }
}
