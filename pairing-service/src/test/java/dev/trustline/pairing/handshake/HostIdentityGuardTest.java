package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.PairingResult;
import dev.trustline.pairing.pairrecord.HoldFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S11: many phones at once on one host. */
class HostIdentityGuardTest {
    @TempDir
    Path folder;
    private final List<PairingResult> said = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private int changes;

    private final Clock broker = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    /** As this host has it after a restart. */
    private HostHold hold() {
        HostHold hold = new HostHold(new HoldFile(folder.resolve("host-hold")));
        hold.onChange(() -> changes++);
        return hold;
    }

    private HostIdentityGuard guard(HostHold hold, int phones) {
        return new HostIdentityGuard(hold, new HostIdentityGuard.Rule(phones, Duration.ofMinutes(10)), "bench-7", broker,
                (result, origin, answering, written) -> said.add(result));
    }

    private static Udid phone(int number) {
        return Udid.parse("00008110-%016X".formatted(number));
    }

    @Test
    void theThirdPhoneWithinTenMinutesHoldsTheHostAndItIsSaidOnceWhy() {
        HostHold hold = hold();
        HostIdentityGuard guard = guard(hold, 3);
        guard.forgottenBy(phone(1));
        guard.forgottenBy(phone(2));
        guard.forgottenBy(phone(2));
        assertThat(hold.isHeld()).isFalse();
        now = now.plus(Duration.ofMinutes(9));
        guard.forgottenBy(phone(3));
        assertThat(hold.now()).hasValueSatisfying(h -> {
            assertThat(h.by()).isEqualTo("rule:host-identity-lost");
            assertThat(h.why()).startsWith("3 devices have forgotten this host within 600 s").contains("release the host");
        });
        guard.forgottenBy(phone(4));
        assertThat(said).containsExactly(new HostHeld("bench-7", "rule:host-identity-lost", hold.now().get().why()));
        assertThat(changes).isEqualTo(1);
        assertThat(hold().now()).isEqualTo(hold.now());
    }

    @Test
    void phonesThatForgetItOneAfterTheOtherWereReset() {
        HostHold hold = hold();
        HostIdentityGuard guard = guard(hold, 3);
        for (int i = 1; i < 20; i++) {
            guard.forgottenBy(phone(i));
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(hold.isHeld()).isFalse();
    }

    @Test
    void theCountOutlivesARestartAndEndsWithTheRelease() {
        guard(hold(), 3).forgottenBy(phone(1));
        guard(hold(), 3).forgottenBy(phone(2));
        HostHold hold = hold();
        HostIdentityGuard guard = guard(hold, 3);
        guard.forgottenBy(phone(3));
        assertThat(hold.isHeld()).isTrue();
        hold.release();
        guard.forgottenBy(phone(4));
        guard.forgottenBy(phone(5));
        assertThat(hold.isHeld()).isFalse();
        guard.forgottenBy(phone(6));
        assertThat(hold.isHeld()).isTrue();
    }

    @Test
    void itTakesThePlaceOfAPersonsHoldWhichWouldHideIt() throws Exception {
        HostHold hold = hold();
        hold.hold(HostHold.Hold.askedBy("anna"));
        HostIdentityGuard guard = guard(hold, 1);
        guard.forgottenBy(phone(1));
        assertThat(hold.now()).hasValueSatisfying(h -> assertThat(h.why()).startsWith("1 device has"));
        assertThat(said).hasSize(1);
    }

    @Test
    void zeroPhonesSwitchItOff() {
        HostHold hold = hold();
        HostIdentityGuard guard = guard(hold, 0);
        for (int i = 0; i < 9; i++) {
            guard.forgottenBy(phone(i));
        }
        assertThat(hold.isHeld()).isFalse();
    }
}
