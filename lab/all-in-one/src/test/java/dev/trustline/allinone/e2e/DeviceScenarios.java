package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Old and odd devices, those that have just started, and those that are locked or away when their trust is to end. */
final class DeviceScenarios {
    private DeviceScenarios() {
    }

    static List<Scenario> rows() {
        return Stream.of(old(), odd(), started(), unpaired()).flatMap(List::stream).toList();
    }

    private static List<Scenario> old() {
        return List.of(
                row("X7", "iOS 5 has no alert and is trusted at once").with("ios=5.1.1+forty-hex-serial+key-bits=1024")
                        .plays(p -> p.plugs().sees("trusted (accepted-without-alert)"))
                        .ends("trusted (accepted-without-alert)", 0, VAULT_AND_RECORD, "trusted"),
                row("X7", "iOS 7 speaks TLS 1.0 with the oldest cipher suites").with("ios=7.1.2+tls-max=1.0+plain-rsa+key-bits=1024")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X7", "iOS 9 speaks TLS 1.0 with the oldest cipher suites").with("ios=9.3.6+tls-max=1.0+plain-rsa")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"));
    }

    private static List<Scenario> odd() {
        return List.of(
                row("X14", "an Apple Watch gives no escrow bag and is trusted").with("watch")
                        .plays(p -> is(p.isTrusted(), "Watch", false))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X14", "an Apple TV is trusted").with("tv")
                        .plays(p -> is(p.isTrusted(), "AppleTV", true))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X14", "a device whose clock is decades behind is trusted").with("clock=1970-01-01T00:00:00Z")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X14", "a device whose clock is years ahead is trusted").with("clock=2040-01-01T00:00:00Z")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X14", "a device that tells no Wi-Fi address is trusted").with("without-wifi-address")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"));
    }

    private static void is(Actor p, String deviceClass, boolean escrow) {
        JsonNode shown = p.shown();
        assertThat(shown.path("deviceClass").asText()).isEqualTo(deviceClass);
        assertThat(shown.path("escrow").asBoolean()).isEqualTo(escrow);
    }

    private static List<Scenario> started() {
        return List.of(
                row("X15", "a trusted device that has started and was not unlocked yet stays what it is").plays(DeviceScenarios::restarted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "command.rejected", "trust.verified"),
                row("X15", "a new device that has started is asked once it is unlocked").with("before-first-unlock")
                        .plays(p -> p.plugs().sees("awaiting-unlock (device-locked)").does("unlock").sees("awaiting-trust (dialog-shown)"))
                        .ends("awaiting-trust (dialog-shown)", 1, VAULT, "awaiting-unlock", "awaiting-trust"));
    }

    private static void restarted(Actor p) {
        p.isTrusted().does("reboot");
        p.shows(() -> p.lab().phones().show(p.phone()), "/plugged", "true");
        p.isRefused("verify", "verification-deferred").sees("trusted (user-accepted)");
        p.does("unlock").hears("awaiting-trust", "trusted", "command.rejected", "trust.verified");
    }

    private static List<Scenario> unpaired() {
        return List.of(
                row("S11", "one computer's trust is ended though the device is locked")
                        .plays(p -> trustsNobody(p.isTrusted().does("lock").orders("unpair").sees("unpaired (by-us)")))
                        .ends("unpaired (by-us)", 1, VAULT, "awaiting-trust", "trusted", "trust.unpaired"),
                row("S11", "the trust of a device that is not there cannot be ended, and is what it was when it comes back")
                        .plays(p -> p.isTrusted().unplugs().isRefused("unpair", "not-attached").plugs()
                                .hears("awaiting-trust", "trusted", "command.rejected", "trust.verified"))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "command.rejected", "trust.verified"));
    }

    private static void trustsNobody(Actor p) {
        assertThat(p.lab().phones().show(p.phone()).path("trustedHosts").asInt(-1)).isZero();
    }
}
