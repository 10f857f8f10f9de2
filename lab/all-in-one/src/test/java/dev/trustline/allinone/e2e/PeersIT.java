package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trustline.events.Udid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tools that this project did not write, on phones that it paired: they work with the record that the pairing-service saved
 * through usbmuxd's protocol.
 */
class PeersIT extends EndToEnd {
    PeersIT(RunningLab lab) {
        super(lab);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void ideviceinfoReadsTheProductVersionWithTheRecordThatWeSaved() throws Exception {
        Tool.mustBeInstalled("ideviceinfo");
        Udid phone = trustedPhone();

        for (String address : addresses()) {
            Tool.Run run = Tool.run(address, "ideviceinfo", "-u", phone.value(), "-k", "ProductVersion");
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output().strip()).isEqualTo(phones.show(phone).path("productVersion").asText());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void idevicepairValidatesTheRecordThatWeSavedOverBothSockets() throws Exception {
        Tool.mustBeInstalled("idevicepair");
        Udid phone = trustedPhone();

        for (String address : addresses()) {
            Tool.Run run = Tool.run(address, "idevicepair", "-u", phone.value(), "validate");
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).contains("SUCCESS");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void pymobiledevice3ReadsLockdownValuesWithTheRecordThatWeSaved() throws Exception {
        String tool = System.getenv("TRUSTLINE_PYMOBILEDEVICE3");
        assumeTrue(tool != null, "pymobiledevice3 is not installed");
        Udid phone = trustedPhone();

        Tool.Run run = Tool.run(lab.lab().phones().orElseThrow().usbmuxd(), tool, "lockdown", "info", "--udid", phone.value());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains(phones.show(phone).path("productVersion").asText());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void goIosReadsLockdownValuesWithTheRecordThatWeSaved() throws Exception {
        String tool = System.getenv("TRUSTLINE_GO_IOS");
        assumeTrue(tool != null, "go-ios is not installed");
        Udid phone = trustedPhone();

        Tool.Run run = Tool.run("tcp://" + lab.lab().phones().orElseThrow().usbmuxd(), tool, "info", "--udid=" + phone.value());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains(phones.show(phone).path("productVersion").asText());
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>(List.of(lab.lab().phones().orElseThrow().usbmuxd()));
        lab.lab().phones().orElseThrow().socket().ifPresent(s -> addresses.add("UNIX:" + s));
        return addresses;
    }
}
