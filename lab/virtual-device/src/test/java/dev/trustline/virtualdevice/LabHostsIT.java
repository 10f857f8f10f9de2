package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may happen to a lab host, and to a phone's trust in one host alone. */
@Timeout(60)
class LabHostsIT {
    private static final String BUID = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER_BUID = "99999999-2222-3333-4444-555555555555";

    @TempDir
    private Path folder;

    private static VirtualLab lab(HostOptions... hosts) throws Exception {
        LabOptions.Builder options = LabOptions.builder();
        for (HostOptions host : hosts) {
            options.host(host);
        }
        return VirtualLab.start(options.build());
    }

    private static int post(VirtualLab lab, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(lab.httpUri() + path))
                .header("Authorization", "Bearer " + lab.token()).POST(HttpRequest.BodyPublishers.noBody()).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aPhoneForgetsOneHostAlone() throws Exception {
        try (VirtualLab lab = lab(HostOptions.onFreePort("a"), HostOptions.onFreePort("b"))) {
            LabPhone phone = lab.phone(1);
            PairRecord first = LabClient.tcp(lab.host("a"), phone.udid()).trustedRecord(phone);
            phone.plug(lab.host("b"));
            LabClient b = LabClient.tcp(lab.host("b"), phone.udid());
            PairRecord second = b.trustedRecord(phone, HostIdentity.generate());

            assertThat(post(lab, "phones/" + phone.udid() + "/forget-host?host=a")).isEqualTo(204);
            assertThat(post(lab, "phones/" + phone.udid() + "/forget-host?host=a")).isEqualTo(409);
            assertThat(post(lab, "phones/" + phone.udid() + "/forget-host?host=none")).isEqualTo(404);
            assertThat(b.versionInSession(second)).isEqualTo("17.5.1");
            assertThatThrownBy(() -> b.versionInSession(first)).isInstanceOf(DeviceError.InvalidHostID.class);
            assertThat(post(lab, "phones/" + phone.udid() + "/forget-host")).isEqualTo(204);
            assertThatThrownBy(() -> b.versionInSession(second)).isInstanceOf(DeviceError.InvalidHostID.class);
        }
    }

    @Test
    void aLostHostIsForgottenFromAnotherOneByItsHostIdAlone() throws Exception {
        try (VirtualLab lab = lab(HostOptions.onFreePort("lost"), HostOptions.onFreePort("b"))) {
            LabPhone phone = lab.phone(1);
            PairRecord lost = LabClient.tcp(lab.host("lost"), phone.udid()).trustedRecord(phone);
            phone.plug(lab.host("b"));
            LabClient b = LabClient.tcp(lab.host("b"), phone.udid());
            try (LockdownClient client = b.lockdown()) {
                assertThat(client.knowsHost(lost.hostId(), b.usbmux.readBuid())).isTrue();
            }
            try (LockdownClient client = b.lockdown()) {
                client.unpairHost(lost.hostId());
                assertThat(client.knowsHost(lost.hostId(), b.usbmux.readBuid())).isFalse();
                assertThatThrownBy(() -> client.unpairHost(lost.hostId())).isInstanceOf(DeviceError.InvalidHostID.class);
            }
        }
    }

    @Test
    void aHostMayHaveTheSystemBuidOfAnotherAndGetANewOne() throws Exception {
        HostOptions b = HostOptions.onFreePort("b").withRecords(folder).withSystemBuid(BUID);
        try (VirtualLab lab = lab(HostOptions.onFreePort("a").withSystemBuid(BUID), b)) {
            LabClient atB = LabClient.tcp(lab.host("b"), lab.phone(1).udid());
            assertThat(LabClient.tcp(lab.host("a"), lab.phone(1).udid()).usbmux.readBuid()).isEqualTo(BUID);
            assertThat(atB.usbmux.readBuid()).isEqualTo(BUID);

            assertThat(post(lab, "hosts/b/new-buid?buid=" + OTHER_BUID)).isEqualTo(204);
            assertThat(atB.usbmux.readBuid()).isEqualTo(OTHER_BUID);
            assertThat(post(lab, "hosts/b/new-buid")).isEqualTo(204);
            assertThat(atB.usbmux.readBuid()).hasSize(36).isNotEqualTo(OTHER_BUID);
            assertThat(PlistReader.read(Files.readAllBytes(folder.resolve("SystemConfiguration.plist"))).string("SystemBUID"))
                    .hasValue(atB.usbmux.readBuid());
            assertThat(post(lab, "hosts/b/new-buid?buid=../x")).isEqualTo(400);
            assertThat(post(lab, "hosts/none/new-buid")).isEqualTo(404);
            assertThat(post(lab, "hosts/b/explode")).isEqualTo(404);
        }
    }

    @Test
    void aHostLosesItsRecordsButNotItsIdentity() throws Exception {
        try (VirtualLab lab = lab(HostOptions.onFreePort("a").withRecords(folder))) {
            LabClient client = LabClient.tcp(lab, 1);
            String udid = lab.phone(1).udid();
            String buid = client.usbmux.readBuid();
            byte[] record = PlistWriter.xml(client.trustedRecord(lab.phone(1)).toPlist());
            client.usbmux.savePairRecord(udid, record, OptionalInt.empty());
            assertThat(client.usbmux.readPairRecord(udid)).isPresent();

            assertThat(post(lab, "hosts/a/lose-records")).isEqualTo(204);
            assertThat(client.usbmux.readPairRecord(udid)).isEmpty();
            assertThat(client.usbmux.readBuid()).isEqualTo(buid);
        }
    }
}
