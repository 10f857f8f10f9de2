package dev.trustline.usbwatcher.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.envelope.EventId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceTrackerTest {
    private static final Udid PHONE = Udid.parse("00008110-0000000000000001");
    private static final Udid OTHER = Udid.parse("00008110-0000000000000002");
    private static final FlapPolicy POLICY = new FlapPolicy(4, Duration.ofSeconds(10), Duration.ofSeconds(3));

    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong now = new AtomicLong();
    private final Heard heard = new Heard();
    private final DeviceTracker tracker = new DeviceTracker(() -> new EventId(7, sequence.incrementAndGet()), POLICY, heard,
            Clock.systemUTC(), now::get);

    @Test
    void nothingIsToldBeforeTheInitialList() {
        tracker.begin("libusb", Set.of(), false);
        attach("1:4", PHONE, "1-1");
        assertThat(heard.changes).isEmpty();
        assertThat(tracker.isListComplete()).isFalse();

        list(Map.of(key("1:4"), sighting(PHONE, "1-1")));

        assertThat(heard.texts()).containsExactly("attached " + PHONE + " 7-0000000001");
        assertThat(heard.lists).isEqualTo(1);
    }

    @Test
    void whatChangedWhileTheWatcherWasDownIsToldAndNothingElse() {
        tracker.begin("libusb", Set.of(PHONE, OTHER), true);
        Udid fresh = Udid.parse("00008110-0000000000000003");

        list(Map.of(key("1:4"), sighting(PHONE, "1-1"), key("1:5"), sighting(fresh, "1-2")));

        assertThat(heard.changes).extracting(DeviceChange::udid).containsExactlyInAnyOrder(fresh, OTHER);
        assertThat(heard.changes).filteredOn(c -> c.udid().equals(OTHER)).noneMatch(DeviceChange::isAttached);
        assertThat(tracker.attached()).extracting(DeviceSighting::udid).containsExactlyInAnyOrder(PHONE, fresh);
    }

    @Test
    void afterAStartOfTheKernelADeviceThatStayedWasPluggedAnew() {
        tracker.begin("libusb", Set.of(PHONE), false);
        list(Map.of(key("1:4"), sighting(PHONE, "1-1")));
        assertThat(heard.texts()).containsExactly("attached " + PHONE + " 7-0000000001");
    }

    @Test
    void aRepeatedEventIsNoChange() {
        startEmpty();
        attach("1:4", PHONE, "1-1");
        attach("1:4", PHONE, "1-1");
        detach("1:4");
        detach("1:4");
        detach("9:9");
        assertThat(heard.texts()).containsExactly("attached " + PHONE + " 7-0000000001", "detached " + PHONE + " 7-0000000002");
    }

    @Test
    void aReconnectedDeviceIsAttachedAnew() {
        startEmpty();
        attach("1:4", PHONE, "1-1");
        detach("1:4");
        attach("1:5", PHONE, "1-1");
        assertThat(heard.changes).extracting(DeviceChange::isAttached).containsExactly(true, false, true);
    }

    @Test
    void aDeviceSeenAtItsNewPortBeforeItsOldOneIsGivenUpNeverLooksDetached() {
        startEmpty();
        attach("1:4", PHONE, "1-1");
        attach("1:5", PHONE, "1-2");
        detach("1:4");
        assertThat(heard.changes).hasSize(2).allMatch(DeviceChange::isAttached);
        assertThat(tracker.attached()).extracting(DeviceSighting::portPath).containsExactly("1-2");
    }

    @Test
    void theCableWinsOverTheNetwork() {
        startEmpty();
        tracker.on(new HotplugEvent.Attached(HotplugOrigin.USBMUX, key("net"),
                new DeviceSighting(PHONE, Connection.NETWORK, null, null, null), null, 0));
        attach("1:4", PHONE, "1-1");
        tracker.on(new HotplugEvent.Attached(HotplugOrigin.USBMUX, key("net2"),
                new DeviceSighting(PHONE, Connection.NETWORK, null, null, null), null, 0));
        detach("1:4");
        assertThat(heard.changes).extracting(c -> c.sighting().orElseThrow().connection())
                .containsExactly(Connection.NETWORK, Connection.USB, Connection.NETWORK);
    }

    @Test
    void aListAgainTellsOnlyTheDifference() {
        startEmpty();
        attach("a", PHONE, "1-1");
        list(Map.of(key("a"), sighting(PHONE, "1-1"), key("b"), sighting(OTHER, "1-2")));
        list(Map.of(key("b"), sighting(OTHER, "1-2")));
        assertThat(heard.changes).hasSize(3);
        assertThat(tracker.attached()).extracting(DeviceSighting::udid).containsExactly(OTHER);
    }

    @Test
    void aListOfOneSourceLeavesTheOthersAlone() {
        startEmpty();
        attach("1:4", PHONE, "1-1");
        tracker.on(new HotplugEvent.Listed(HotplugOrigin.USBMUX, "usbmux", Map.of(), 0));
        assertThat(tracker.attached()).extracting(DeviceSighting::udid).containsExactly(PHONE);
    }

    @Test
    void aFlappingCableIsDampedAndComesToRestAtItsNewestState() {
        startEmpty();
        for (int turn = 0; turn < 5; turn++) {
            attach("1:" + turn, PHONE, "1-1");
            detach("1:" + turn);
        }
        attach("1:9", PHONE, "1-1");
        assertThat(heard.changes).hasSize(POLICY.changes() - 1);
        assertThat(heard.damped).isEqualTo(11 - 3);
        assertThat(tracker.flapping()).containsExactly(PHONE);

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        tracker.settle();
        assertThat(heard.changes).hasSize(3);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        tracker.settle();
        assertThat(heard.changes).hasSize(4).last().matches(DeviceChange::isAttached);
        assertThat(tracker.flapping()).isEmpty();
    }

    @Test
    void aReEnumerationAfterTheTapIsNoFlapping() {
        startEmpty();
        attach("1:4", PHONE, "1-1");
        detach("1:4");
        attach("1:5", PHONE, "1-1");
        assertThat(heard.damped).isZero();
    }

    @Test
    void aSnapshotHoldsExactlyTheChangesBeforeItsNumber() {
        startEmpty();
        attach("1:4", PHONE, "1-1");
        AttachedSnapshot snapshot = tracker.snapshot();
        attach("1:5", OTHER, "1-2");
        assertThat(snapshot.id()).isEqualTo(new EventId(7, 2));
        assertThat(snapshot.devices()).extracting(DeviceSighting::udid).containsExactly(PHONE);
        assertThat(heard.changes.get(1).id()).isGreaterThan(snapshot.id());
    }

    private void startEmpty() {
        tracker.begin("libusb", Set.of(), false);
        list(Map.of());
    }

    private void list(Map<SightingKey, DeviceSighting> devices) {
        tracker.on(new HotplugEvent.Listed(HotplugOrigin.LIBUSB, "libusb", devices, now.get()));
    }

    private void attach(String id, Udid udid, String port) {
        tracker.on(new HotplugEvent.Attached(HotplugOrigin.LIBUSB, key(id), sighting(udid, port), null, now.get()));
    }

    private void detach(String id) {
        tracker.on(new HotplugEvent.Detached(HotplugOrigin.LIBUSB, key(id), now.get()));
    }

    private static SightingKey key(String id) {
        return new SightingKey("libusb", id);
    }

    private static DeviceSighting sighting(Udid udid, String port) {
        return new DeviceSighting(udid, Connection.USB, port, 0x12a8, 480);
    }

    private static final class Heard implements TrackerListener {
        private final List<DeviceChange> changes = new ArrayList<>();
        private int lists;
        private int damped;

        @Override
        public void changed(DeviceChange change) {
            changes.add(change);
        }

        @Override
        public void listComplete() {
            lists++;
        }

        @Override
        public void damped(Udid udid) {
            damped++;
        }

        List<String> texts() {
            return changes.stream().map(DeviceChange::toString).toList();
        }
    }
}
