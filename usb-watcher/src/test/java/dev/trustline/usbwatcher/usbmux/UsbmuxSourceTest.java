package dev.trustline.usbwatcher.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.usbwatcher.hotplug.HotplugEvent;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import dev.trustline.virtualdevice.HostOptions;
import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.VirtualLab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsbmuxSourceTest {
    private final List<HotplugEvent> events = new CopyOnWriteArrayList<>();
    private VirtualLab lab;
    private UsbmuxSource source;

    @AfterEach
    void stop() {
        source.close();
        lab.close();
    }

    @Test
    void theListComesFirstThenEveryChange() throws Exception {
        lab = lab(2, 0);
        start();
        await().until(() -> events.size() == 1);
        assertThat(((HotplugEvent.Listed) events.get(0)).devices()).hasSize(2);

        lab.phone(1).unplug();
        await().until(() -> events.size() == 2);
        lab.phone(1).plug();
        await().until(() -> events.size() == 3);

        HotplugEvent.Detached gone = (HotplugEvent.Detached) events.get(1);
        HotplugEvent.Attached back = (HotplugEvent.Attached) events.get(2);
        assertThat(back.key()).isEqualTo(gone.key());
        assertThat(back.device().udid().value()).isEqualTo(lab.phone(1).udid());
    }

    @Test
    void aDaemonThatWasAwayIsAskedForItsListAgain() throws Exception {
        lab = lab(2, 0);
        int port = lab.host().muxAddress().orElseThrow().getPort();
        start();
        await().until(source::isOpen);

        lab.close();
        await().until(() -> source.problems().stream().anyMatch(p -> p.code().equals("usbmuxd-unreachable")));
        assertThat(source.isOpen()).isFalse();
        lab = lab(3, port);

        await().atMost(Duration.ofSeconds(10)).until(() -> events.size() == 2);
        HotplugEvent.Listed before = (HotplugEvent.Listed) events.get(0);
        HotplugEvent.Listed after = (HotplugEvent.Listed) events.get(1);
        assertThat(after.devices()).hasSize(3).containsAllEntriesOf(before.devices());
        await().until(() -> source.problems().isEmpty());
    }

    private void start() throws Exception {
        UsbmuxAddress address = UsbmuxSource.address("127.0.0.1:" + lab.host().muxAddress().orElseThrow().getPort());
        source = new UsbmuxSource(new UsbmuxClient(address, Duration.ofSeconds(2)), false, new LoopBeats(System::nanoTime));
        source.start(events::add);
    }

    private static VirtualLab lab(int phones, int port) throws Exception {
        return VirtualLab.start(LabOptions.builder().phones(phones).host(HostOptions.parse("lab-1=" + port, HostOptions.onFreePort("lab-1")))
                .withoutHttp().build());
    }
}
