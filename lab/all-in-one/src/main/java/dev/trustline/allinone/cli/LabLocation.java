package dev.trustline.allinone.cli;

import dev.trustline.allinone.broker.BrokerProbe;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.StartFailure;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options with which the dead letter tools find a broker: its data folder, or a broker's address. */
final class LabLocation {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".trustline", description = "The lab's data folder (default ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--kafka", paramLabel = "ADDRESS", description = "A broker (host:port); default: the one that the data folder names.")
    private String kafka;

    LabMemory memory() throws StartFailure {
        return LabMemory.in(data);
    }

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    String kafka() throws StartFailure {
        String address = kafka != null ? kafka : memory().get(LabMemory.KAFKA).orElseThrow(() -> new StartFailure(
                "No lab in " + data() + ": start one with `./trustline up`, or name a broker with --kafka."));
        if (!BrokerProbe.answers(address)) {
            throw new StartFailure("No Kafka broker answers at " + address + ": start the lab with `./trustline up`, or name another with --kafka.");
        }
        return address;
    }
}
