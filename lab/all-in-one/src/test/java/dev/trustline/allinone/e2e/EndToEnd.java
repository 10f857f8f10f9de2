package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.Udid;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every end-to-end case can say in one line. */
@ExtendWith(LabStack.class)
abstract class EndToEnd {
    static final String HOST = RunningLab.HOST;

    final RunningLab lab;
    final Phones phones;
    final Registry registry;
    final EventLog events;

    EndToEnd(RunningLab lab) {
        this.lab = lab;
        this.phones = lab.phones();
        this.registry = lab.registry();
        this.events = lab.events();
    }

    /** A class that failed may have left a part down: the next one begins with a whole stack. */
    @BeforeAll
    static void everythingRuns(RunningLab lab) throws StartFailure, InterruptedException {
        lab.mend();
    }

    static ConditionFactory within(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100)).pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(e -> e instanceof java.io.UncheckedIOException);
    }

    /** Waits until REST shows that state and reason. */
    void awaitState(Udid phone, String host, String state, int seconds) {
        within(seconds).untilAsserted(() -> assertThat(registry.state(phone, host))
                .as("state of %s on %s by REST", phone, host).isEqualTo(state));
    }

    void awaitState(Udid phone, String state) {
        awaitState(phone, HOST, state, 20);
    }

    /** What is to be seen of a phone at the end of a course: state, what the host said, alerts, and what lies on its disk. */
    void mustEnd(Udid phone, String host, Scenario.End end) throws Exception {
        within(20).untilAsserted(() -> {
            assertThat(registry.state(phone, host)).as("state").isEqualTo(end.state());
            assertThat(events.results(phone, host).stream().map(t -> t.replaceFirst("^pairing\\.", "")).toList()).as("what %s said", host).isIn(end.stories());
        });
        assertThat(TrustDiagram.ofTheDocument().arrows()).as("the diagram of docs/TRUST.md").containsAll(events.changes(phone, host));
        assertThat(phones.prompts(phone)).as("alerts").isEqualTo(end.alerts());
        lab.disk(host).mustHave(end.disk(), phone, registry.relation(phone, host).orElseThrow().path("recordFingerprint").asText());
    }

    /** A phone on the cable whose alert is up. */
    Udid waitingPhone() {
        Udid phone = phones.fresh();
        phones.plug(phone);
        awaitState(phone, "awaiting-trust (dialog-shown)");
        return phone;
    }

    /** A phone that trusts this lab's host and is on its cable. */
    Udid trustedPhone() {
        Udid phone = waitingPhone();
        phones.act(phone, "trust");
        awaitState(phone, "trusted (user-accepted)");
        return phone;
    }

    static void restart(LabPart part) throws StartFailure, InterruptedException {
        part.stop();
        start(part);
    }

    static void start(LabPart part) throws StartFailure, InterruptedException {
        part.start();
        part.awaitReady();
    }
}
