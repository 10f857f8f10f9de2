package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tools that this project did not write, on the phones of this lab: as the other host that a phone trusts, with a usbmuxd of
 * its own, and beside us on our own host.
 */
@Execution(ExecutionMode.CONCURRENT)
class OtherHostsIT extends EndToEnd {
    OtherHostsIT(RunningLab lab) {
        super(lab);
    }

    /** Pairs over that host's usbmuxd, the owner tapping if asked. Tools that try once are told again after the tap. */
    private void pairs(Tool tool, Udid phone, String host, boolean asked) throws Exception {
        CompletableFuture<Void> owner = asked ? CompletableFuture.runAsync(() -> {
            within(30).until(() -> phones.show(phone).path("dialog").asText().equals("shown"));
            phones.act(phone, "trust");
        }) : CompletableFuture.completedFuture(null);
        Tool.Run first = tool.pair(phone, lab.usbmuxd(host));
        owner.get();
        Tool.Run run = first.succeeded() ? first : tool.pair(phone, lab.usbmuxd(host));
        assertThat(run.succeeded()).as("%s pair: %s", tool, run.output()).isTrue();
    }

    private int trustedHosts(Udid phone) {
        return phones.show(phone).path("trustedHosts").asInt(-1);
    }

    @ParameterizedTest
    @EnumSource(Tool.class)
    void theTrustOfAnotherHostBeginsAndEndsBesideOurs(Tool tool) throws Exception {
        tool.mustBeInstalled();
        Actor p = new Actor(lab, phones.fresh()).isTrusted().unplugs();

        phones.plug(p.phone(), FOREIGN);
        pairs(tool, p.phone(), FOREIGN, true);
        Tool.Run used = tool.use(p.phone(), lab.usbmuxd(FOREIGN));
        assertThat(used.succeeded()).as("%s uses its record: %s", tool, used.output()).isTrue();
        assertThat(trustedHosts(p.phone())).isEqualTo(2);
        if (tool.unpairs()) {
            Tool.Run unpaired = tool.unpair(p.phone(), lab.usbmuxd(FOREIGN));
            assertThat(unpaired.succeeded()).as("%s unpair: %s", tool, unpaired.output()).isTrue();
            assertThat(trustedHosts(p.phone())).as("ours alone is left").isEqualTo(1);
        }
        p.plugs().hears("awaiting-trust", "trusted", "trust.verified").sees("trusted (user-accepted)");

        assertThat(phones.prompts(p.phone())).as("one alert for each of the two hosts").isEqualTo(2);
        p.disk().mustHave(Scenario.Disk.VAULT_AND_RECORD, p.phone(), p.shown().path("recordFingerprint").asText());
    }

    @Test
    void aResetOnThePhoneTakesTheTrustOfBothHosts() throws Exception {
        Tool.IDEVICEPAIR.mustBeInstalled();
        Actor p = new Actor(lab, phones.fresh()).isTrusted().unplugs();
        phones.plug(p.phone(), FOREIGN);
        pairs(Tool.IDEVICEPAIR, p.phone(), FOREIGN, true);

        p.does("unplug").does("reset");
        phones.plug(p.phone(), FOREIGN);
        assertThat(Tool.IDEVICEPAIR.use(p.phone(), lab.usbmuxd(FOREIGN)).succeeded()).as("the other host is forgotten").isFalse();
        p.does("unplug").isAsked().hears("awaiting-trust", "trusted", "trust.revoked", "awaiting-trust");

        assertThat(registry.history(p.phone(), HOST)).contains("revoked (host-forgotten)");
        assertThat(trustedHosts(p.phone())).isZero();
    }

    /** pymobiledevice3 pairs with the HostID that it finds in our record, so that the phone knows ours no more: not a second record. */
    @ParameterizedTest
    @EnumSource(value = Tool.class, names = "PYMOBILEDEVICE3", mode = EnumSource.Mode.EXCLUDE)
    void aToolThatPairsOnOurHostReplacesTheRecordThereAndOursStillWorks(Tool tool) throws Exception {
        tool.mustBeInstalled();
        Actor p = new Actor(lab, phones.fresh()).isTrusted();
        String ours = p.shown().path("recordFingerprint").asText();

        pairs(tool, p.phone(), HOST, false);
        if (tool != Tool.IDEVICEPAIR) {
            // it saves the record without naming the device, so usbmuxd tells nobody: it is found at the next look
            p.orders("verify");
        }

        within(20).untilAsserted(() -> assertThat(p.shown().path("marks").toString()).contains("record-replaced"));
        assertThat(p.shown().path("state").asText() + " " + p.shown().path("recordFingerprint").asText()).isEqualTo("trusted " + ours);
        p.disk().mustHave(Scenario.Disk.VAULT_AND_ANOTHER_RECORD, p.phone(), ours);
        assertThat(trustedHosts(p.phone())).as("the phone knows both records").isEqualTo(2);
        assertThat(phones.prompts(p.phone())).isEqualTo(1);
    }

    /** The phone knows one record for a HostID: ours opens no session any more, the tool's does, and nobody is asked. */
    @Test
    void aToolThatPairsWithOurHostIdBreaksOurSessionsAndItsRecordIsAdopted() throws Exception {
        Tool.PYMOBILEDEVICE3.mustBeInstalled();
        Actor p = new Actor(lab, phones.fresh()).isTrusted();
        String ours = p.shown().path("recordFingerprint").asText();

        pairs(Tool.PYMOBILEDEVICE3, p.phone(), HOST, false);
        p.sees("trusted (adopted)");

        assertThat(p.shown().path("recordFingerprint").asText()).isNotEqualTo(ours);
        assertThat(registry.history(p.phone(), HOST)).as("one broken session is enough").doesNotContain("failed (session-broken)");
        assertThat(trustedHosts(p.phone())).isEqualTo(1);
        p.disk().mustHave(Scenario.Disk.VAULT_AND_RECORD, p.phone(), p.shown().path("recordFingerprint").asText());
        assertThat(phones.prompts(p.phone())).isEqualTo(1);
    }

    /** A verification is rejected where the end was noticed before it came: no record is left. */
    private void unpairs(Tool tool, Actor p) throws Exception {
        Tool.Run run = tool.unpair(p.phone(), lab.usbmuxd(HOST));
        assertThat(run.succeeded()).as("%s unpair: %s", tool, run.output()).isTrue();
        registry.command(p.phone(), HOST, "verify");
    }

    /** It ends the trust on the device alone and leaves the record at usbmuxd, which is a device that has forgotten its host. */
    @Test
    void aToolThatUnpairsOnTheDeviceAloneMakesOurTrustForgotten() throws Exception {
        Tool.PYMOBILEDEVICE3.mustBeInstalled();
        Actor p = new Actor(lab, phones.fresh()).isTrusted();

        unpairs(Tool.PYMOBILEDEVICE3, p);

        within(20).untilAsserted(() -> assertThat(registry.history(p.phone(), HOST)).contains("revoked (host-forgotten)"));
        assertThat(registry.history(p.phone(), HOST)).doesNotContain("unpaired (ended-by-other-tool)");
    }

    @Test
    void aToolThatUnpairsOnOurHostEndsItsTrustAndNobodyIsAsked() throws Exception {
        Tool.IDEVICEPAIR.mustBeInstalled();
        Actor p = new Actor(lab, phones.fresh()).isTrusted();

        unpairs(Tool.IDEVICEPAIR, p);
        p.sees("unpaired (ended-by-other-tool)");

        assertThat(trustedHosts(p.phone())).isZero();
        assertThat(phones.prompts(p.phone())).isEqualTo(1);
        p.disk().mustHave(Scenario.Disk.VAULT, p.phone(), "");
    }
}
