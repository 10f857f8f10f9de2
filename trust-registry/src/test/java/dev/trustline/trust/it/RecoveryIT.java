package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import dev.trustline.events.topic.Topic;
import dev.trustline.trust.TrustMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.path.json.JsonPath;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class RecoveryIT extends ServiceIT {

    @Inject
    MeterRegistry meters;

    @Test
    void aBatchThatAnotherCopyHasTakenIsDropped() throws SQLException {
        RecordMetadata first = lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)))).get(0);
        soon().until(() -> "awaiting-trust".equals(state(phone)));
        double fenced = meters.counter(TrustMetrics.FENCED).count();

        sql("update consumer_offset set next_offset = next_offset + 1 where topic = '" + first.topic() + "' and partition = " + first.partition());
        lab.send(lab.result(new Denied(lab.facts(phone, 1, Reason.USER_DENIED))));
        soon().until(() -> meters.counter(TrustMetrics.FENCED).count() > fenced);
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 2))));

        soon().until(() -> "trusted".equals(state(phone)));
        assertThat(history()).containsExactly("trusted", "awaiting-trust");
    }

    @Test
    void anEmptiedDatabaseComesBackFromTheTopics() throws SQLException {
        lab.send(lab.attached(phone), lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))),
                lab.result(new Trusted(lab.trustedFacts(phone, 1))));
        soon().until(() -> "trusted".equals(state(phone)));
        lab.send(lab.result(new Held(phone, host)));
        soon().until(() -> field(phone, "heldSince") != null);
        String heldSince = field(phone, "heldSince");
        Object version = field(phone, "version");
        String since = field(phone, "since");
        try (Tail states = new Tail(bootstrap, Topic.TRUST_STATE)) {
            soon().until(() -> states.matching(r -> r.key().equals(phone + "/" + host)).stream()
                    .anyMatch(r -> new String(r.value()).contains("\"version\":" + version)));
        }

        sql("truncate relation, transition, presence, host_report, host_problem, consumer_offset, outbox, hold");
        assertThat(state(phone)).isNull();
        lab.send(lab.attached(Lab.aPhone()), lab.result(new Verified(lab.facts(Lab.aPhone(), 1, Reason.ALREADY_TRUSTED)
                .withRecord(lab.trustedFacts(phone, 1).record()))));

        soon().until(() -> "trusted".equals(state(phone)) && Boolean.TRUE.equals(field(phone, "attached")));
        assertThat(this.<Object>field(phone, "version")).isEqualTo(version);
        assertThat(this.<String>field(phone, "since")).isEqualTo(since);
        soon().until(() -> heldSince.equals(field(phone, "heldSince")));
        assertThat(history()).containsExactly("trusted", "awaiting-trust");
        soon().until(() -> meters.get(TrustMetrics.LAG).tag(TrustMetrics.TOPIC, Topic.PAIRING_RESULTS.topicName()).gauge().value() == 0);
    }

    @Test
    void theMarksComeBackFromTheTopicsToo() throws SQLException {
        String record = lab.trustedFacts(phone, 1).record().fingerprint();
        try (Lab other = new Lab(bootstrap, host + "-b"); Tail states = new Tail(bootstrap, Topic.TRUST_STATE)) {
            lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))),
                    lab.result(new Verified(lab.facts(phone, 1, Reason.RECORD_REPLACED).withRecord(lab.trustedFacts(phone, 1).record()))));
            soon().until(() -> List.of("record-replaced").equals(field(phone, "marks")));
            other.send(other.result(new Revoked(other.facts(phone, 1, Reason.HOST_FORGOTTEN))));
            soon().until(() -> Boolean.TRUE.equals(field(phone, "suspected")));
            String since = field(phone, "suspectedSince");
            soon().until(() -> states.matching(this::isOurs).stream().anyMatch(r -> new String(r.value()).contains("suspectedSince")));

            sql("truncate relation, transition, presence, host_report, host_problem, consumer_offset, outbox, hold");
            lab.send(lab.attached(Lab.aPhone()));

            soon().until(() -> List.of("suspected", "record-replaced").equals(field(phone, "marks")));
            assertThat(this.<String>field(phone, "suspectedSince")).isEqualTo(since);
            assertThat(this.<String>field(phone, "recordFingerprint")).isEqualTo(record);
        }
    }

    @Test
    void anOlderBackupPutBackUnderARunningRegistryOverwritesNothing() throws SQLException {
        lab.send(lab.attached(phone), lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN))));
        soon().until(() -> "awaiting-trust".equals(state(phone)));
        // else the backup would hold it as still to be published, and it would be published again, under its own number
        soon().until(() -> Integer.valueOf(0).equals(get("/api/v1/status").extract().path("outbox")));
        try (DatabaseBackup backup = DatabaseBackup.take(dataSource);
                Tail states = new Tail(bootstrap, Topic.TRUST_STATE);
                Tail changes = new Tail(bootstrap, Topic.TRUST_CHANGES)) {
            lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))));
            lab.send(lab.result(new Unpaired(lab.facts(phone, 1, Reason.BY_US))));
            soon().until(() -> "unpaired".equals(state(phone)));
            long version = version();
            soon().until(() -> versions(states).contains(version));

            backup.putBack();
            sql("insert into outbox (udid, host) values ('" + phone + "', '" + host + "')");
            assertThat(state(phone)).as("what the backup says").isEqualTo("awaiting-trust");
            lab.send(lab.attached(Lab.aPhone()), lab.result(new AwaitingTrust(lab.facts(Lab.aPhone(), 1, Reason.DIALOG_SHOWN))));

            soon().until(() -> "unpaired".equals(state(phone)));
            lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 2))));
            soon().until(() -> "trusted".equals(state(phone)) && versions(states).contains(version()));
            assertThat(version()).isGreaterThan(version);
            assertThat(history()).containsExactly("trusted", "unpaired", "trusted", "awaiting-trust");
            assertThat(versions(states)).as("versions on trust.state").isSorted();
            soon().until(() -> changes.matching(r -> r.key().equals(phone.value())).size() >= 4);
            assertThat(changes.matching(r -> r.key().equals(phone.value())).stream().map(Tail::id))
                    .as("numbers of the changes: four, none given twice").doesNotHaveDuplicates().hasSize(4);
        }
    }

    @Test
    void aDatabaseThatRefusesOneRecordKeepsTheOthers() throws SQLException {
        sql("alter table transition add constraint refuses_one check (udid <> '" + phone + "')");
        try (Tail letters = new Tail(bootstrap, Topic.RESULTS_DLQ)) {
            var other = Lab.aPhone();
            lab.send(List.of(lab.result(new AwaitingTrust(lab.facts(other, 1, Reason.DIALOG_SHOWN))),
                    lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)))));

            soon().until(() -> letters.matching(r -> phone.value().equals(r.key())).size() == 1);
            soon().until(() -> "awaiting-trust".equals(state(other)));
            assertThat(state(phone)).isNull();
        } finally {
            sql("alter table transition drop constraint refuses_one");
        }
    }

    @Test
    void whatRetentionTookIsSaidInRestAndCountedAndReadingGoesOn() throws Exception {
        RecordMetadata first = lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)))).get(0);
        soon().until(() -> "awaiting-trust".equals(state(phone)));
        double counted = meters.counter(TrustMetrics.RETENTION_GAPS, TrustMetrics.TOPIC, first.topic()).count();
        long logStart = first.offset() + 1;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteRecords(Map.of(new TopicPartition(first.topic(), first.partition()), RecordsToDelete.beforeOffset(logStart)))
                    .all().get();
        }

        sql("update consumer_offset set next_offset = 0 where topic = '" + first.topic() + "' and partition = " + first.partition());
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 1))));

        soon().until(() -> "trusted".equals(state(phone)));
        Map<String, Object> gap = get("/api/v1/status").statusCode(200).extract()
                .path("retentionGaps.find { it.topic == '" + first.topic() + "' && it.partition == " + first.partition() + " }");
        assertThat(gap).containsEntry("fromOffset", 0).containsEntry("toOffset", (int) logStart).containsKey("foundAt");
        assertThat(meters.counter(TrustMetrics.RETENTION_GAPS, TrustMetrics.TOPIC, first.topic()).count()).isEqualTo(counted + 1);
    }

    @Test
    void aLogThatIsShorterThanWhatWasReadIsReadFromItsStart() throws SQLException {
        RecordMetadata first = lab.send(lab.result(new AwaitingTrust(lab.facts(phone, 1, Reason.DIALOG_SHOWN)))).get(0);
        soon().until(() -> "awaiting-trust".equals(state(phone)));

        Udid other = phoneOfAnotherPartition(first.partition());
        soon().until(() -> "awaiting-trust".equals(state(other)));
        String ours = "topic = '" + first.topic() + "' and partition = " + first.partition();
        sql("update consumer_offset set next_offset = case when " + ours + " then next_offset + 1000 else 0 end");
        lab.send(lab.result(new Denied(lab.facts(other, 1, Reason.USER_DENIED))));
        soon().until(() -> number("select next_offset from consumer_offset where " + ours) <= first.offset() + 1);
        lab.send(lab.result(new Denied(lab.facts(phone, 1, Reason.USER_DENIED))));
        lab.send(lab.result(new Trusted(lab.trustedFacts(phone, 2))));

        soon().until(() -> "trusted".equals(state(phone)));
        assertThat(history()).containsExactly("trusted", "denied", "awaiting-trust");
    }

    private Udid phoneOfAnotherPartition(int partition) {
        Udid other;
        do {
            other = Lab.aPhone();
        } while (lab.send(lab.result(new AwaitingTrust(lab.facts(other, 1, Reason.DIALOG_SHOWN)))).get(0).partition() == partition);
        return other;
    }

    private long version() {
        return this.<Number>field(phone, "version").longValue();
    }

    private List<Long> versions(Tail states) {
        return states.matching(this::isOurs).stream()
                .map(r -> JsonPath.from(new String(r.value(), StandardCharsets.UTF_8)).getLong("version"))
                .toList();
    }

    private boolean isOurs(ConsumerRecord<String, byte[]> record) {
        return record.key().equals(phone + "/" + host);
    }

    private List<String> history() {
        return get("/api/v1/trust/{u}/{h}/history", phone.value(), host).statusCode(200).extract().path("items.to");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
