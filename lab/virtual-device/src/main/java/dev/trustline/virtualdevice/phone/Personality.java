package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.io.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How one phone behaves. Immutable; made with {@link #builder()} or read from text by {@link PersonalitySpec}.
 * The defaults are those of a current iPhone in the harsher reading: a known host is asked about again in a new cable
 * session, a locked phone starts no insecure proxy, a denial is announced to nobody, lockdownd drops an idle
 * connection after 10 s.
 *
 * @param label what the owner calls this behaviour, shown by API and page
 * @param name device name, empty for the lab's default; may hold control characters
 * @param productVersion iOS version, at least two dotted numbers
 * @param productType model identifier such as {@code iPhone14,5}
 * @param screen passcode and lock
 * @param alert when and how the alert appears and what follows the tap
 * @param policy who may pair at all
 * @param link how bytes travel
 * @param oddities what few devices are
 * @param backup what it does about backups
 * @param faults what no well phone does
 */
public record Personality(
        String label,
        String name,
        String productVersion,
        String productType,
        Screen screen,
        Alert alert,
        Policy policy,
        Link link,
        Oddities oddities,
        Backup backup,
        Faults faults) {

    /**
     * Passcode and lock.
     *
     * @param passcode whether there is one: after Trust it must be typed
     * @param passcodeEntry how long the owner types; zero accepts with the tap
     * @param initialLock state at start and after {@code reset of the lab}
     * @param unlockAfter the owner unlocks this long after being locked or attached; zero: only by API or page
     */
    public record Screen(boolean passcode, Duration passcodeEntry, LockState initialLock, Duration unlockAfter) {}

    /**
     * The alert and what follows the tap.
     *
     * @param delay between the first {@code Pair} and the alert; newer phones take 20–30 s (usbmuxd issue 281)
     * @param owner what the person does
     * @param hints whether {@code trust}, {@code do_not_trust} and {@code cancel_trust_dialog} are posted as well
     * @param lostNotifications how many {@code request_pair} are lost
     * @param reEnumerations how often the phone resets its USB connection after the tap (iOS 7 and 8)
     * @param reEnumerationForgets whether such a reset also ends the consent
     * @param pairCancelsPasscode whether a {@code Pair} during passcode entry ends it as a denial
     * @param knownHostSilent whether a host that is trusted already pairs without an alert
     * @param vanishesOnLock whether locking the phone takes an alert away; the next {@code Pair} raises it again
     * @param hiddenByPrompt whether another prompt lies over it: nothing can be tapped until that is dismissed
     */
    public record Alert(
            Duration delay,
            Owner owner,
            boolean hints,
            int lostNotifications,
            int reEnumerations,
            boolean reEnumerationForgets,
            boolean pairCancelsPasscode,
            boolean knownHostSilent,
            boolean vanishesOnLock,
            boolean hiddenByPrompt) {}

    /**
     * Who may pair at all.
     *
     * @param setupAssistant setup is not finished: every host is trusted until the cable is pulled
     * @param managed a profile forbids pairing: {@code MCProtected}
     * @param supervision the organisation that it belongs to: a request that offers a certificate is challenged
     * @param networkOnly reached over Wi-Fi: {@code Pair} is prohibited
     * @param insecureProxyWhileLocked whether the insecure proxy starts on a locked phone
     */
    public record Policy(
            boolean setupAssistant,
            boolean managed,
            Optional<Supervision> supervision,
            boolean networkOnly,
            boolean insecureProxyWhileLocked) {}

    /**
     * What few devices are.
     *
     * @param restored it is in restore mode: another service answers on lockdownd's port
     * @param wifiAddress whether it tells one
     * @param escrowBag whether it gives one; a watch never does
     * @param clock what its own clock says all the time; empty: the lab's time. By such a clock it judges certificates
     * @param serial what its serial number looks like
     * @param wifiConnections whether it lets hosts that it trusts connect over Wi-Fi at first
     */
    public record Oddities(boolean restored, boolean wifiAddress, boolean escrowBag, Optional<Instant> clock, SerialForm serial,
            boolean wifiConnections) {}

    /**
     * What it does about backups.
     *
     * @param automaticAfter a trusted host begins a backup this long after each attach; zero: never by itself
     */
    public record Backup(Duration automaticAfter) {}

    /**
     * How bytes travel.
     *
     * @param delivery shape of the phone's writes
     * @param binaryReplies binary instead of XML property lists
     * @param dropHandshakes how many TLS handshakes end in EOF before one succeeds
     * @param minTls oldest TLS version, {@code 1.0} to {@code 1.3}
     * @param maxTls newest TLS version
     * @param lockdownIdle idle limit of a lockdown connection; zero: none
     * @param proxyIdle idle limit of a notification proxy; zero: none
     * @param keyBits RSA size of the device key; old phones have 1024
     * @param plainRsa whether it knows only the oldest cipher suites, RSA key exchange with AES-CBC
     */
    public record Link(
            Delivery delivery,
            boolean binaryReplies,
            int dropHandshakes,
            String minTls,
            String maxTls,
            Duration lockdownIdle,
            Duration proxyIdle,
            int keyBits,
            boolean plainRsa) {
        private static final int SMALLEST_KEY = 1024;

        /** Refuses unknown TLS versions, an empty range of them, and keys that no phone ever had. */
        public Link {
            if (!minTls.matches("1\\.[0-3]") || !maxTls.matches("1\\.[0-3]") || minTls.compareTo(maxTls) > 0) {
                throw new IllegalArgumentException("TLS versions are 1.0 to 1.3, not " + minTls + " to " + maxTls);
            }
            if (keyBits < SMALLEST_KEY) {
                throw new IllegalArgumentException("a device key has at least 1024 bits, not " + keyBits);
            }
        }
    }

    /** Refuses nulls and a version without a dot. */
    public Personality {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(productType, "productType");
        Objects.requireNonNull(faults, "faults");
        if (!productVersion.matches("\\d+(\\.\\d+)+")) {
            throw new IllegalArgumentException("an iOS version has at least two dotted numbers: " + productVersion);
        }
    }

    /** A current iPhone with a passcode, unlocked, whose owner waits to be told. */
    public static Personality standard() {
        return builder().build();
    }

    /** Begins with {@link #standard()}. */
    public static PersonalityBuilder builder() {
        return new PersonalityBuilder();
    }

    /** First number of the iOS version. */
    public int majorVersion() {
        return Integer.parseInt(productVersion.substring(0, productVersion.indexOf('.')));
    }

    /**
     * Before iOS 7 there was no alert and no insecure proxy: {@code Pair} succeeds at once, and a host counts as trusted only
     * after {@code ValidatePair}. Watches never were like that (libimobiledevice {@code src/lockdown.c}).
     */
    public boolean pairsWithoutAlert() {
        return majorVersion() < 7 && !productType.startsWith("Watch");
    }
}
