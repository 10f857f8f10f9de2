package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.time.ManualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A phone on a clock that stands still, with ears for what it tells the world. */
final class PhoneUnderTest {
    static final PairAnswer PENDING = new PairAnswer.Refused(LockdownFault.PAIRING_DIALOG_RESPONSE_PENDING);
    static final PairAnswer DENIED = new PairAnswer.Refused(LockdownFault.USER_DENIED_PAIRING);
    static final PairAnswer PASSWORD = new PairAnswer.Refused(LockdownFault.PASSWORD_PROTECTED);

    final ManualTimeline timeline = new ManualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
    final List<String> posted = new ArrayList<>();
    final VirtualPhone phone;
    int reEnumerations;
    CableSession cable;

    PhoneUnderTest(String traits) {
        this(traits, Owner.waits());
    }

    PhoneUnderTest(String traits, Owner owner) {
        phone = new VirtualPhone(
                PhoneIdentity.numbered(1),
                PersonalitySpec.of(1, List.of(PersonalitySpec.parse(traits))),
                owner,
                timeline,
                new PhoneSurroundings() {
                    @Override
                    public void post(VirtualPhone from, String notification) {
                        posted.add(notification);
                    }

                    @Override
                    public void reEnumerate(VirtualPhone from) {
                        reEnumerations++;
                    }

                    @Override
                    public void recordsChanged(VirtualPhone from) {
                        // nothing is kept in these tests
                    }
                });
        replug();
    }

    void replug() {
        phone.detach();
        cable = phone.attach("lab-1");
    }

    PairAnswer pair(String hostId) {
        return phone.pair(request(hostId, "BUID"), cable);
    }

    static PairRequest request(String hostId, String systemBuid) {
        return new PairRequest(true, hostId, systemBuid, Optional.of(certificates()), true, SupervisorProof.NONE);
    }

    PairAnswer pair(String hostId, SupervisorProof supervisor) {
        return phone.pair(new PairRequest(true, hostId, "BUID-" + hostId, Optional.of(certificates()), true, supervisor), cable);
    }

    static HostCertificates certificates() {
        return new HostCertificates(new byte[1], new byte[1], new byte[1]);
    }

    void advance(long millis) {
        timeline.advance(Duration.ofMillis(millis));
    }

    TrustDialog dialog() {
        return phone.snapshot().dialog();
    }
}
