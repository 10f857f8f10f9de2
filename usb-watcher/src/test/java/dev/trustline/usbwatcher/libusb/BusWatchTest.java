package dev.trustline.usbwatcher.libusb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trustline.usbwatcher.hotplug.HotplugEvent;
import dev.trustline.usbwatcher.hotplug.HotplugObserver;
import dev.trustline.usbwatcher.hotplug.HotplugOrigin;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libusb source on a bus that is written by hand, and once on the machine's own. */
class BusWatchTest {
    private static final UsbDevice PHONE = new UsbDevice(1, 4, 0x05ac, 0x12a8, "1-1", 480);
    private static final UsbDevice HUB = new UsbDevice(1, 1, 0x1d6b, 2, null, 480);

    @TempDir
    Path sysfs;

    private final FakeBus bus = new FakeBus();
    private final List<HotplugEvent> events = new CopyOnWriteArrayList<>();
    private LibusbSource source;

    @BeforeEach
    void phoneInSysfs() throws IOException {
        Path folder = Files.createDirectories(sysfs.resolve("1-1/power"));
        Files.writeString(folder.getParent().resolve("devnum"), "4\n");
        Files.writeString(folder.getParent().resolve("serial"), "00008030001A2B3C4D5E6F70\n");
        Files.writeString(folder.resolve("connected_duration"), "120\n");
        source = new LibusbSource(bus, new SysfsUsb(sysfs), Duration.ofMillis(500), new Unmeasured(), new LoopBeats(System::nanoTime));
        bus.devices = List.of(HUB);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void theInitialListComesFirstAndHoldsOnlyPhones() {
        bus.devices = List.of(HUB, PHONE);
        start();
        HotplugEvent.Listed list = (HotplugEvent.Listed) events.get(0);
        assertThat(list.devices().values()).extracting(d -> d.udid().value()).containsExactly("00008030-001A2B3C4D5E6F70");
    }

    @Test
    void anEventIsToldAtOnceWithWhatSysfsKnows() {
        start();
        bus.plug(PHONE, true);
        await().until(() -> events.size() == 2);
        HotplugEvent.Attached attached = (HotplugEvent.Attached) events.get(1);
        assertThat(attached.origin()).isEqualTo(HotplugOrigin.LIBUSB);
        assertThat(attached.noticedAfterMs()).isEqualTo(120);
        assertThat(attached.device().portPath()).isEqualTo("1-1");
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void whatEventsDoNotTellTheScanTellsWithinFiveSeconds() {
        start();
        bus.plug(PHONE, false);
        await().atMost(Duration.ofSeconds(5)).until(() -> events.size() == 2);
        assertThat(((HotplugEvent.Attached) events.get(1)).origin()).isEqualTo(HotplugOrigin.SCAN);
        await().until(() -> source.problems().stream().anyMatch(p -> p.code().equals("hotplug-deaf")));

        bus.devices = List.of(HUB);
        await().atMost(Duration.ofSeconds(5)).until(() -> events.size() == 3);
        assertThat(((HotplugEvent.Detached) events.get(2)).origin()).isEqualTo(HotplugOrigin.SCAN);
    }

    @Test
    void aSerialThatIsReadableOnlyLaterIsNoDeafness() throws IOException {
        Files.delete(sysfs.resolve("1-1/serial"));
        start();
        bus.plug(PHONE, true);
        bus.descriptorSerial = Optional.of("00008030001A2B3C4D5E6F70");
        await().until(() -> events.size() == 2);
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void nativeCodeThatDoesNotLoadIsAProblemAndNoCrash() {
        bus.unavailable = true;
        assertThat(source.open()).isFalse();
        assertThat(source.isOpen()).isFalse();
        assertThat(source.problems()).singleElement().matches(p -> p.code().equals("libusb-unavailable"));
    }

    @Test
    void thisMachinesOwnBusCanBeListedEvenWithoutUsb() {
        source = new LibusbSource(Duration.ofMillis(500), new Unmeasured(), new LoopBeats(System::nanoTime));
        start();
        assertThat(events.get(0)).isInstanceOf(HotplugEvent.Listed.class);
        assertThat(source.isOpen()).isTrue();
        assertThat(source.problems()).isEmpty();
    }

    private void start() {
        assertThat(source.open()).isTrue();
        source.start(events::add);
        await().until(() -> !events.isEmpty());
    }

    private static final class FakeBus implements UsbBus {
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile List<UsbDevice> devices = List.of();
        private volatile Optional<String> descriptorSerial = Optional.empty();
        private boolean unavailable;
        private HotplugQueue queue;

        void plug(UsbDevice device, boolean heard) {
            devices = List.of(HUB, device);
            if (heard) {
                queue.offer(true, device);
            }
        }

        @Override
        public void open(HotplugQueue events) throws UsbUnavailable {
            if (unavailable) {
                throw new UsbUnavailable("no native code");
            }
            queue = events;
        }

        @Override
        public void handleEvents(Duration atMost) {
            try {
                closed.await(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public List<UsbDevice> scan() {
            return devices;
        }

        @Override
        public Optional<String> serialFromDescriptor(UsbDevice device) {
            return descriptorSerial;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static final class Unmeasured implements HotplugObserver {
        @Override
        public void scanned(Duration took) {
        }

        @Override
        public void hotplugDeaf(boolean deaf) {
        }

        @Override
        public void eventDropped() {
        }

        @Override
        public void flapDamped() {
        }
    }
}
