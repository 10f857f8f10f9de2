package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.SystemVersion;
import java.util.Optional;

/**
 * What a device tells a stranger, and what a pairing needs of it.
 *
 * @param facts       for people
 * @param publicKey   DevicePublicKey as it came, PEM
 * @param wifiAddress lower case, absent on devices without Wi-Fi
 * @param clockMillis the device's clock, milliseconds since 1970, absent where it does not tell
 */
public record DeviceIdentity(DeviceFacts facts, byte[] publicKey, Optional<String> wifiAddress, Optional<Long> clockMillis) {
    private static final int FIRST_WITH_ALERT = 7;

    /** {@code ProductVersion}, or empty text. */
    public String productVersion() {
        return facts.productVersion() == null ? "" : facts.productVersion();
    }

    /**
     * Whether it asks its owner before it trusts a host: so since iOS 7. Watches count their versions from 1 and always did
     * (libimobiledevice {@code src/lockdown.c}).
     */
    boolean hasAlert() {
        return DeviceFacts.WATCH.equals(facts.deviceClass()) || !isBeforeAlerts(productVersion());
    }

    /** Whether this is the version of an iPhone, iPad or iPod without the alert; false for what is no version. */
    public static boolean isBeforeAlerts(String version) {
        return SystemVersion.of(version).isBefore(FIRST_WITH_ALERT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceIdentity that && facts.equals(that.facts) && java.util.Arrays.equals(publicKey, that.publicKey)
                && wifiAddress.equals(that.wifiAddress) && clockMillis.equals(that.clockMillis);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(facts, java.util.Arrays.hashCode(publicKey), wifiAddress, clockMillis);
    }
}
