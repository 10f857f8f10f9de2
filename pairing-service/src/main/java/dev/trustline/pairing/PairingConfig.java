package dev.trustline.pairing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What may be set for pairing-service. Durations as {@code 500ms}, {@code 10s}, {@code 5m}. */
@ConfigMapping(prefix = "pairing")
public interface PairingConfig {
    /** This lab computer's stable name. Default: its host name. */
    Optional<String> host();

    /** usbmuxd: {@code UNIX:/path}, {@code /path}, {@code host:port}. Default: {@code USBMUXD_SOCKET_ADDRESS}, else {@code /var/run/usbmuxd}. */
    Optional<String> usbmuxd();

    /** Folder for the vault, the pool of identities and the epoch. Default: {@code /var/lib/trustline/pairing-service}. */
    @WithDefault("/var/lib/trustline/pairing-service")
    Path dataDir();

    /** The vault's key: 32 bytes in Base64, mode 0600, outside the data folder. Default: {@code /etc/trustline/vault.key}. */
    @WithDefault("/etc/trustline/vault.key")
    Path vaultKeyFile();

    /** The lab's key for fingerprints of host identities; the same on every host. Default: none, then no fingerprint is told. */
    Optional<Path> labKeyFile();

    /** Whether the alert may be raised: {@code auto}, {@code manual} or {@code block}. Default: {@code auto}. */
    @WithDefault("auto")
    Policy policy();

    /** How long a device that an event names may be missing in usbmuxd. Default: {@code 5s}. */
    @WithDefault("5s")
    Duration muxWait();

    /** After which a device that usbmuxd lists is taken up although no event told of it. Default: {@code 5s}. */
    @WithDefault("5s")
    Duration watcherGrace();

    /** How long a device may be gone within an attempt: some re-enumerate after the tap. Default: {@code 5s}. */
    @WithDefault("5s")
    Duration detachGrace();

    /** After which an unanswered alert is reported as timed out; a later tap still counts. Default: {@code 10m}. */
    @WithDefault("10m")
    Duration promptTimeout();

    /** One Pair this often while the alert is up, to learn of a denial or a lost notification; {@code 0} for never. Default: {@code 10s}. */
    @WithDefault("10s")
    Duration alertPoll();

    /** One Pair this often while the device is locked. Default: {@code 2s}. */
    @WithDefault("2s")
    Duration unlockPoll();

    /** Longest time between two tries to open a session before the first unlock. Default: {@code 15s}. */
    @WithDefault("15s")
    Duration deferPollMax();

    /** Between two sessions when one broke; three in a row are a failure. Default: {@code 15s}. */
    @WithDefault("15s")
    Duration sessionRetry();

    /** How often an unreachable device is tried again within an attempt. Default: {@code 7}. */
    @WithDefault("7")
    @Min(0)
    @Max(100)
    int connectRetries();

    /** The first pause between such tries; doubled each time, up to 64 times. Default: {@code 250ms}. */
    @WithDefault("250ms")
    Duration connectRetry();

    /** For each request to a device. Default: {@code 10s}. */
    @WithDefault("10s")
    Duration requestTimeout();

    /** How much protocol work runs at once; a phone that waits for a person does not count. Default: {@code 10}. */
    @WithDefault("10")
    @Min(1)
    @Max(1000)
    int parallel();

    /** How many attempts may be open at once. Default: {@code 256}. */
    @WithDefault("256")
    @Min(1)
    @Max(10000)
    int openAttempts();

    /** How many identities are made beforehand. Default: {@code 32}. */
    @WithDefault("32")
    @Min(0)
    @Max(10000)
    int identityPool();

    /** How often this service reports that it is alive. Default: {@code 10s}. */
    @WithDefault("10s")
    Duration reportInterval();

    /** The longest life of a command: older ones are not read. Default: {@code 1h}. */
    @WithDefault("1h")
    Duration commandLife();

    /** How long a stop may take to write what is unwritten. Default: {@code 5s}. */
    @WithDefault("5s")
    Duration drain();

    /** For tests of wrong clocks only: added to this host's clock. Default: {@code 0s}. */
    @WithDefault("0s")
    Duration clockOffset();

    /** The host's say before an alert. */
    enum Policy {
        AUTO,
        MANUAL,
        BLOCK
    }
}
