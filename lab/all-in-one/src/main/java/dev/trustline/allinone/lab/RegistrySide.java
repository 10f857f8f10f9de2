package dev.trustline.allinone.lab;

import dev.trustline.allinone.database.DatabaseAddress;
import dev.trustline.allinone.process.ChildSpec;
import dev.trustline.allinone.process.JavaCommand;
import dev.trustline.allinone.process.ServiceJvm;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.envelope.EventSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A copy of the registry, with its REST API. Several copies may share broker and database. */
public final class RegistrySide {
    private final LabPart part;
    private final int httpPort;
    private final int managementPort;

    /**
     * A copy.
     *
     * @param name         names the process and its log
     * @param passwordFile the operator's password
     * @param environment  further variables
     */
    public RegistrySide(Surroundings around, String name, String kafka, DatabaseAddress database, Path passwordFile, int httpPort,
            Map<String, String> environment) throws StartFailure {
        this.httpPort = httpPort;
        this.managementPort = around.memory().port(name + "-management");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        settings.put("QUARKUS_DATASOURCE_USERNAME", database.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        settings.put("TRUST_REGISTRY_OPERATOR_PASSWORD_FILE", passwordFile.toString());
        settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(httpPort));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        settings.putAll(environment);
        Path jar = around.installation().service(EventSource.TRUST_REGISTRY);
        around.installation().mustHave(jar);
        ChildSpec spec = new ChildSpec(name, JavaCommand.service(ServiceJvm.options(EventSource.TRUST_REGISTRY), jar), settings, jar.getParent());
        this.part = LabPart.readyByHttp(spec, around.data().logs(), around.ledger(), HostSide.readyAddresses(managementPort, httpPort));
    }

    /** The process. */
    public LabPart part() {
        return part;
    }

    /** The REST API and console. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** Health and metrics. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }
}
