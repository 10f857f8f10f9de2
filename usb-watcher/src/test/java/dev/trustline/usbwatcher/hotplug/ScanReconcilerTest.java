package dev.trustline.usbwatcher.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScanReconcilerTest {
    private static final SightingKey PHONE = new SightingKey("libusb", "1:4");
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private final ScanReconciler reconciler = new ScanReconciler(Duration.ofNanos(GRACE));

    @Test
    void aDifferenceThatAnEventExplainsInTimeIsNoDeafness() {
        assertThat(reconciler.reconcile(Set.of(), Set.of(PHONE), 0).arrived()).isEmpty();
        assertThat(reconciler.nextVerdict()).hasValue(GRACE);
        assertThat(reconciler.reconcile(Set.of(PHONE), Set.of(PHONE), GRACE).arrived()).isEmpty();
        assertThat(reconciler.isDeaf()).isFalse();
        assertThat(reconciler.nextVerdict()).isEmpty();
    }

    @Test
    void anArrivalThatNoEventTellsIsFoundAndMeansDeaf() {
        reconciler.reconcile(Set.of(), Set.of(PHONE), 0);
        assertThat(reconciler.reconcile(Set.of(), Set.of(PHONE), GRACE).arrived()).containsExactly(PHONE);
        assertThat(reconciler.isDeaf()).isTrue();
    }

    @Test
    void aDepartureThatNoEventTellsIsFoundAndMeansDeaf() {
        reconciler.reconcile(Set.of(PHONE), Set.of(), 0);
        assertThat(reconciler.reconcile(Set.of(PHONE), Set.of(), GRACE - 1).left()).isEmpty();
        assertThat(reconciler.reconcile(Set.of(PHONE), Set.of(), GRACE).left()).containsExactly(PHONE);
        assertThat(reconciler.isDeaf()).isTrue();
    }

    @Test
    void whileDeafNothingIsWaitedFor() {
        anArrivalThatNoEventTellsIsFoundAndMeansDeaf();
        assertThat(reconciler.reconcile(Set.of(PHONE), Set.of(), GRACE + 1).left()).containsExactly(PHONE);
    }

    @Test
    void anyLaterEventProvesThatItHearsAgain() {
        anArrivalThatNoEventTellsIsFoundAndMeansDeaf();
        reconciler.heard();
        assertThat(reconciler.isDeaf()).isFalse();
    }
}
