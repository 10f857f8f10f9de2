package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trustline.events.Udid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From the cable to the registry, as a person with one phone sees it. */
class PairingScenariosIT extends EndToEnd {
    PairingScenariosIT(RunningLab lab) {
        super(lab);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aTapOnTrustEndsInTrustedInTheRegistry() {
        Udid phone = phones.fresh();

        phones.plug(phone);
        awaitState(phone, "awaiting-trust (dialog-shown)");
        phones.act(phone, "trust");
        awaitState(phone, "trusted (user-accepted)");

        assertThat(phones.prompts(phone)).isEqualTo(1);
        JsonNode relation = registry.relation(phone, HOST).orElseThrow();
        assertThat(relation.path("attempt").asInt()).isEqualTo(1);
        assertThat(relation.path("recordFingerprint").asText()).matches("[0-9a-f]{64}");
        assertThat(relation.path("deviceName").asText()).isNotEmpty();
        assertThat(registry.history(phone, HOST)).contains("awaiting-trust (dialog-shown)", "trusted (user-accepted)");
        within(10).untilAsserted(() -> assertThat(events.changes(phone, HOST)).containsExactly("unknown -> awaiting-trust", "awaiting-trust -> trusted"));
        everyPhaseIsMeasured();
    }

    /** The five timers of docs/METRICS.md, "The phases of a pairing", each at the service that measures it. */
    private void everyPhaseIsMeasured() {
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

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void denyLastsUntilTheCableIsPulledAndThenThePhoneIsAskedAgain() {
        Udid phone = waitingPhone();

        phones.act(phone, "deny");
        awaitState(phone, "denied (user-denied)");
        assertThat(phones.prompts(phone)).as("no second alert on the same cable").isEqualTo(1);
        phones.act(phone, "unplug");
        phones.plug(phone);
        awaitState(phone, "awaiting-trust (dialog-shown)");
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
        assertThat(phones.prompts(phone)).isEqualTo(2);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLockedPhoneGoesOnByItselfOnceItIsUnlocked() {
        Udid phone = phones.fresh();
        phones.act(phone, "lock");

        phones.plug(phone);
        awaitState(phone, "awaiting-unlock (device-locked)");
        phones.act(phone, "unlock");
        awaitState(phone, "awaiting-trust (dialog-shown)");
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aTapAfterTheDeadlineStillCounts() {
        Udid phone = waitingPhone();

        awaitState(phone, HOST, "timed-out (dialog-unanswered)", RunningLab.PROMPT_TIMEOUT_SECONDS + 10);
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void unplugWhilePendingIsSeenAndTheNextPlugAsksAgain() {
        Udid phone = waitingPhone();

        phones.act(phone, "unplug");
        within(10).untilAsserted(() -> assertThat(registry.relation(phone, HOST).orElseThrow().path("attached").asBoolean(true)).isFalse());
        phones.plug(phone);
        within(20).untilAsserted(() -> assertThat(phones.prompts(phone)).isEqualTo(2));
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aPhoneThatReEnumeratesAfterTheTapLosesNothing() {
        Udid phone = phones.number(Phones.RE_ENUMERATES);

        phones.plug(phone);
        awaitState(phone, "awaiting-trust (dialog-shown)");
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLostNotificationIsMadeGoodByTheAlertPoll() {
        Udid phone = phones.number(Phones.LOST_NOTIFICATION);

        phones.plug(phone);
        awaitState(phone, "awaiting-trust (dialog-shown)");
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aResetOnThePhoneIsRevokedAndThenAskedAgain() {
        Udid phone = trustedPhone();

        phones.act(phone, "reset");
        registry.command(phone, HOST, "verify");
        within(20).untilAsserted(() -> assertThat(registry.history(phone, HOST)).contains("revoked (host-forgotten)"));
        phones.act(phone, "unplug");
        phones.plug(phone);
        // It may have been asked before the cable was pulled, so the state alone does not tell that this cable's alert is up.
        within(20).until(() -> phones.show(phone).path("dialog").asText().equals("shown"));
        awaitState(phone, "awaiting-trust (dialog-shown)");
        phones.act(phone, "trust");

        awaitState(phone, "trusted (user-accepted)");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aTrustedPhoneIsNotAskedAgainAtTheNextPlug() {
        Udid phone = trustedPhone();

        phones.act(phone, "unplug");
        within(10).untilAsserted(() -> assertThat(registry.relation(phone, HOST).orElseThrow().path("attached").asBoolean(true)).isFalse());
        phones.plug(phone);
        within(15).untilAsserted(() -> assertThat(events.results(phone, HOST)).contains("trust.verified"));

        assertThat(registry.state(phone, HOST)).startsWith("trusted");
        assertThat(phones.prompts(phone)).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void unpairByCommandEndsTheTrustOfThisHostAndAnswersTheCommand() {
        Udid phone = trustedPhone();

        String command = registry.command(phone, HOST, "unpair");

        awaitState(phone, "unpaired (by-us)");
        within(10).untilAsserted(() -> assertThat(registry.outcome(command)).isEqualTo("done"));
    }
}
