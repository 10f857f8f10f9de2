package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.e2e.Scenario.End;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.Udid;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way trust begins, ends and comes back, a row each, through the whole pipeline: what REST shows, what the host said and
 * in which order, how many alerts the phone has shown, and what lies on the disks.
 */
class TrustScenariosIT extends EndToEnd {
    TrustScenariosIT(RunningLab lab) {
        super(lab);
    }

    @BeforeAll
    static void allHostsRun(RunningLab lab) throws StartFailure, InterruptedException {
        lab.startFurtherHosts();
    }

    static Stream<Scenario> rows() {
        return Stream.of(AnswerScenarios.rows(), PageScenarios.rows(), PromptScenarios.rows(), HelpScenarios.rows(), FurtherScenarios.rows(), DeviceScenarios.rows(),
                NetworkScenarios.rows(), RefusalScenarios.rows(), PolicyScenarios.rows(), IdentitylessScenarios.rows()).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Execution(ExecutionMode.CONCURRENT)
    void row(Scenario scenario) throws Exception {
        Udid phone = phones.with(scenario.traits());

        scenario.course().run(new Actor(lab, phone));

        for (Map.Entry<String, End> end : scenario.ends().entrySet()) {
            mustEnd(phone, end.getKey(), end.getValue());
        }
    }

    /**
     * The vault, the host's identity and an unpair that is cut off, with all phones of a host; beside them what follows a denial,
     * a device that is not supervised, and a host that asks nobody.
     */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aHostToWhichEverythingHappensKeepsItsTrust() throws Exception {
        lab.wornHost().lives();
    }

    /** The five timers of docs/METRICS.md, "The phases of a pairing", each at the service that measures it. */
    @Test
    void everyPhaseOfAPairingIsMeasured() {
        trustedPhone();
        Management watcher = Management.of(lab.lab().hostSide().watcher());
        Management pairing = Management.of(lab.lab().hostSide().pairing());
        Management store = Management.of(lab.lab().registry());
        within(10).untilAsserted(() -> {
            assertThat(watcher.sum("trust_usb_attach_to_event_seconds_count")).as("attach to event").isPositive();
            assertThat(pairing.sum("trust_pairing_event_to_alert_seconds_count")).as("event to alert").isPositive();
            assertThat(pairing.sum("trust_pairing_prompt_wait_seconds_count")).as("alert to tap").isPositive();
            assertThat(pairing.sum("trust_pairing_tap_to_record_seconds_count")).as("tap to record").isPositive();
            assertThat(store.sum("trust_registry_record_to_registry_seconds_count")).as("record to registry").isPositive();
        });
    }
}
