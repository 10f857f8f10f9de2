package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.notification.Notifications;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.tls.TlsVersions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A phone asks for its passcode, as seen by a host that observes it inside a session. */
@Timeout(60)
class VirtualPromptsIT {

    private static NotificationProxyClient observe(LabClient host, PairRecord record, String... names) throws Exception {
        ServicePort port;
        try (LockdownClient client = host.lockdown()) {
            client.startSession(record);
            port = client.startService(Notifications.SECURE_PROXY);
        }
        NotificationProxyClient proxy = NotificationProxyClient.secure(host.usbmux, host.deviceId(), port,
                new NotificationProxyClient.Trust(record, TlsVersions.MODERN), LabClient.PATIENCE);
        proxy.observe(names);
        return proxy;
    }

    private static int post(VirtualLab lab, String action) throws Exception {
        URI uri = lab.httpUri().resolve("/phones/" + lab.phone(1).udid() + "/" + action);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + lab.token())
                .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void eachObserverHearsInOrderWhatItAskedForAndNothingElse() throws Exception {
        try (VirtualLab lab = VirtualLab.start(LabOptions.builder().personality("ios=16.1").build())) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            try (NotificationProxyClient all = observe(host, record, Notifications.SYNC_WILL_START, Notifications.SYNC_DID_FINISH,
                            Notifications.AUTHENTICATION_PRESENTED, Notifications.AUTHENTICATION_DISMISSED);
                    NotificationProxyClient one = observe(host, record, Notifications.SYNC_DID_FINISH)) {
                assertThat(host.versionInSession(record)).as("requests after the observing have been read").isEqualTo("16.1");
                assertThat(post(lab, "backup-begins")).isEqualTo(204);
                assertThat(post(lab, "prompt")).isEqualTo(409);
                assertThat(post(lab, "dismiss-prompt")).isEqualTo(204);
                assertThat(post(lab, "backup-ends")).isEqualTo(204);
                assertThat(all.next(LabClient.PATIENCE)).contains(Notifications.SYNC_WILL_START);
                assertThat(all.next(LabClient.PATIENCE)).contains(Notifications.AUTHENTICATION_PRESENTED);
                assertThat(all.next(LabClient.PATIENCE)).contains(Notifications.AUTHENTICATION_DISMISSED);
                assertThat(all.next(LabClient.PATIENCE)).contains(Notifications.SYNC_DID_FINISH);
                assertThat(one.next(LabClient.PATIENCE)).contains(Notifications.SYNC_DID_FINISH);
                assertThat(one.next(Duration.ZERO)).isEmpty();
            }
            assertThat(lab.phone(1).snapshot().sheet().shown()).isEqualTo(1);
        }
    }
}
