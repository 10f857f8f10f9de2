package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each service may stop or crash in the middle of a handshake: nobody is asked twice and no tap is lost. */
class RestartsIT extends EndToEnd {
    RestartsIT(RunningLab lab) {
        super(lab);
    }

    /** These run one after the other and each stops something: none inherits what another left down. */
    @BeforeEach
    void everythingRunsAgain() throws Exception {
        lab.mend();
    }

    @Test
    void aRestartOfThePairingServiceMidHandshakeGoesOnWithTheSameRecord() throws Exception {
        Udid phone = waitingPhone();

        restart(lab.lab().hostSide().pairing());
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    void aTapWhileThePairingServiceIsDeadCountsWhenItIsBack() throws Exception {
        Udid phone = waitingPhone();

        lab.lab().hostSide().pairing().kill();
        phones.act(phone, "trust");
        start(lab.lab().hostSide().pairing());

        within(20).untilAsserted(() -> assertThat(registry.state(phone, HOST)).startsWith("trusted"));
        assertThat(phones.prompts(phone)).as("the first act after a crash is a session with the same record").isEqualTo(1);
    }

    @Test
    void aRestartOfTheWatcherMidHandshakeChangesNothing() throws Exception {
        Udid phone = waitingPhone();

        restart(lab.lab().hostSide().watcher());
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    void aRestartOfTheRegistryMidHandshakeLosesNoResult() throws Exception {
        Udid phone = waitingPhone();

        lab.lab().registry().part().stop();
        phones.act(phone, "trust");
        within(15).until(() -> events.results(phone, HOST).contains("pairing.trusted"));
        start(lab.lab().registry().part());

        awaitState(phone, "trusted (user-accepted)");
        within(10).untilAsserted(() -> assertThat(events.changes(phone, HOST)).containsExactly("unknown -> awaiting-trust", "awaiting-trust -> trusted"));
    }

    @Test
    void anUnplugWhileTheWatcherWasDownHealsWithinTenSeconds() throws Exception {
        Udid phone = trustedPhone();

        lab.lab().hostSide().watcher().stop();
        phones.act(phone, "unplug");
        start(lab.lab().hostSide().watcher());

        within(10).untilAsserted(() -> assertThat(registry.relation(phone, HOST).orElseThrow().path("attached").asBoolean(true)).isFalse());
        assertThat(registry.state(phone, HOST)).as("presence is not trust").startsWith("trusted");
    }
}
