package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import dev.trustline.lockdown.usbmux.UsbmuxEvent;
import dev.trustline.lockdown.usbmux.UsbmuxListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ManyPhonesIT {
    private static final int PHONES = 2_000;
    private static final int OBSERVED = 300;
    private static VirtualLab lab;

    @BeforeAll
    static void start() throws LabStartFailed {
        lab = VirtualLab.start(LabOptions.builder().phones(PHONES).build());
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void aListenerSeesEveryPhoneOnceAndEveryReplugOfAll() throws IOException {
        try (UsbmuxListener listener = LabClient.tcp(lab, 1).usbmux.listen()) {
            assertThat(events(listener, PHONES)).hasSize(PHONES).doesNotHaveDuplicates();
            lab.phones().forEach(LabPhone::unplug);
            lab.phones().forEach(LabPhone::plug);
            assertThat(events(listener, 2 * PHONES)).hasSize(2 * PHONES).doesNotHaveDuplicates();
        }
    }

    private static List<UsbmuxEvent> events(UsbmuxListener listener, int count) throws IOException {
        List<UsbmuxEvent> events = new ArrayList<>();
        Optional<UsbmuxEvent> next = listener.next(LabClient.PATIENCE);
        while (next.isPresent()) {
            events.add(next.get());
            next = events.size() == count ? Optional.empty() : listener.next(LabClient.PATIENCE);
        }
        return events;
    }

    @Test
    void phonesThatNobodyTalksToCostNoThreadAndObservedOnesCostOne() throws IOException {
        List<NotificationProxyClient> observers = new ArrayList<>();
        try {
            LabClient host = LabClient.tcp(lab, 1);
            for (UsbmuxDevice device : host.usbmux.listDevices().subList(0, OBSERVED)) {
                observers.add(host.observeRequestPair(device.deviceId()));
            }
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("lab-connection"))
                    .count();
            assertThat(threads).isBetween((long) OBSERVED, (long) OBSERVED + 50);
        } finally {
            for (NotificationProxyClient observer : observers) {
                observer.close();
            }
        }
    }

    @Test
    void theApiShowsThemByPages() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> page = get(http, "phones?offset=1980&limit=60");
        assertThat(page.headers().firstValue("X-Total-Count")).contains("2000");
        assertThat(page.body().split("\"udid\"", -1)).hasSize(21);
        assertThat(get(http, "phones").body().split("\"udid\"", -1)).hasSize(PHONES + 1);
    }

    private static HttpResponse<String> get(HttpClient http, String path) throws IOException, InterruptedException {
        URI uri = lab.httpUri().resolve(path);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
