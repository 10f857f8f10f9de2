package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a tool that this project did not write does beside us on our own host and no other does; what they have in common is in
 * {@link OtherHostsScenariosIT}.
 */
@Execution(ExecutionMode.CONCURRENT)
class OtherHostsIT extends EndToEnd {
    OtherHostsIT(RunningLab lab) {
        super(lab);
    }

    private void pairs(Tool tool, Udid phone, String host, boolean asked) throws Exception {
        new OtherHost(lab, tool, phone).beside(host).pairs(asked);
    }

    private int trustedHosts(Udid phone) {
        return phones.show(phone).path("trustedHosts").asInt(-1);
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
}
