package dev.trustline.pairing.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnaskedAlertsTest {
    private static final Udid PHONE = new Udid("00008110-001A2B3C4D5E6F70");
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private UnaskedAlerts with(String policy) {
        return new UnaskedAlerts(policy, now::get);
    }

    @Test
    void underPolicyAutoItIsSaidAndNothingWasGoneRound() {
        UnaskedAlerts alerts = with("auto");
        assertThat(alerts.problems()).isEmpty();
        alerts.noticed(PHONE);
        assertThat(alerts.problems()).extracting("code").containsExactly("usbmuxd-raised-alert");
        assertThat(alerts.problems().get(0).detail()).contains(PHONE.value(), "--no-preflight", "or another program on this host");
    }

    @Test
    void anyOtherPolicyIsNotEnforceable() {
        UnaskedAlerts alerts = with("manual");
        alerts.noticed(PHONE);
        alerts.noticed(new Udid("00008110-001A2B3C4D5E6F71"));
        assertThat(alerts.problems()).extracting("code").containsExactly("usbmuxd-raised-alert", "not-enforceable");
        assertThat(alerts.problems().get(1).detail()).contains("pairing.policy=manual", "2 devices");
    }

    @Test
    void itIsShownForADayAfterItHappenedLast() {
        UnaskedAlerts alerts = with("auto");
        alerts.noticed(PHONE);
        now.addAndGet(Duration.ofHours(23).toNanos());
        alerts.noticed(PHONE);
        now.addAndGet(Duration.ofHours(23).toNanos());
        assertThat(alerts.problems()).hasSize(1);
        now.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(alerts.problems()).isEmpty();
    }
}
