package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class PresenceIT extends ServiceIT {

    @Test
    void anAttachedPhoneIsShownBeforeAnybodySpeaksOfTrust() {
        lab.send(lab.attached(phone));

        soon().until(() -> "unknown".equals(state(phone)));
        assertThat(this.<String>field(phone, "presence")).isEqualTo("attached");
        assertThat(this.<String>field(phone, "reason")).isEqualTo("never-attempted");

        lab.send(lab.detached(phone));
        soon().until(() -> "detached".equals(field(phone, "presence")));
    }

    @Test
    void aListHealsLostDetachesAndLostAttaches() {
        Udid lostAttach = Lab.aPhone();
        lab.send(lab.attached(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));

        lab.send(lab.report(lostAttach));

        soon().until(() -> "detached".equals(field(phone, "presence")) && "attached".equals(field(lostAttach, "presence")));
        List<String> reasons = get("/api/v1/devices?limit=1000").extract()
                .path("items.find { it.udid == '" + phone + "' }.places.reason");
        assertThat(reasons).containsExactly("not-listed");
    }

    @Test
    void aListThatIsOlderThanTheEventChangesNothing() {
        ProducerRecord<String, byte[]> emptyList = lab.report();
        lab.send(lab.attached(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));

        lab.send(emptyList);
        lab.send(lab.attached(Lab.aPhone()));

        soon().until(() -> !get("/api/v1/hosts").extract().<List<String>>path("items.findAll { it.host == '" + host + "' }.services.service").isEmpty());
        assertThat(this.<String>field(phone, "presence")).isEqualTo("attached");
    }

    @Test
    void anAttachElsewhereSupersedesAndASecondListingIsADuplicateSerial() {
        try (Lab other = new Lab(bootstrap, host + "-b")) {
            lab.send(lab.attached(phone));
            soon().until(() -> "attached".equals(field(phone, "presence")));
            other.send(other.attached(phone));
            soon().until(() -> "superseded".equals(field(phone, "presence")));

            lab.send(lab.report(phone));
            soon().until(() -> problems().equals(List.of("duplicate-serial", "duplicate-serial")));

            lab.send(lab.report());
            soon().until(() -> problems().isEmpty());
            assertThat(this.<String>field(phone, "presence")).isEqualTo("detached");
        }
    }

    @Test
    void aHostThatReportsNoMoreIsSilentAndItsPhonesAreAMemory() {
        lab.send(lab.attached(phone), lab.report(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));

        soon().until(() -> "host-silent".equals(field(phone, "presence")));
        assertThat(this.<Boolean>field(phone, "attached")).isTrue();
        assertThat(silent()).isTrue();

        lab.send(lab.report(phone));
        soon().until(() -> "attached".equals(field(phone, "presence")));
        assertThat(silent()).isFalse();
    }

    private boolean silent() {
        return get("/api/v1/hosts").extract().path("items.find { it.host == '" + host + "' }.silent");
    }

    private List<String> problems() {
        List<String> all = get("/api/v1/devices?limit=1000").extract()
                .path("items.find { it.udid == '" + phone + "' }.places.problem");
        return all.stream().filter(p -> p != null).toList();
    }
}
