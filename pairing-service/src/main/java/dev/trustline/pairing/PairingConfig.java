package dev.trustline.pairing;

import dev.trustline.pairing.handshake.ConsentPolicy;
import dev.trustline.pairing.handshake.Supervision;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What may be set for pairing-service, each within its range or the service does not start. Durations as {@code 500ms}, {@code 10s}, {@code 5m}. */
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

    /** The lab's key, for fingerprints of host identities and for sealed HostIDs; the same on every host. Default: none, then neither is told. */
    Optional<Path> labKeyFile();

    /** usbmuxd's record folder: how old its SystemBUID is shows whether the clock explains it. Default: {@code /var/lib/lockdown}. */
    @WithDefault("/var/lib/lockdown")
    Path usbmuxdRecords();

    /** Whether the alert may be raised: {@code auto}, {@code allow-list}, {@code manual} or {@code block}. Default: {@code auto}. */
    @WithDefault("auto")
    Policy policy();

    /** The rules of policy {@code allow-list}; read again when it changes. Default: none, required by that policy. */
    Optional<Path> allowListFile();

    /** What is done with a device that no rule fits: {@code allow}, {@code ask} or {@code refuse}. Default: {@code refuse}. */
    @WithDefault("refuse")
    ConsentPolicy.Say allowListOtherwise();

    /** How often that file is looked at. Default: {@code 2s}. */
    @WithDefault("2s")
    @DurationMin(millis = 100, message = "must be 100 ms to 1 h")
    @DurationMax(hours = 1, message = "must be 100 ms to 1 h")
    Duration allowListReload();

    /** What follows when the owner answers the alert with no: {@code ask} again at the next attach, {@code hold} or {@code block}. Default: {@code ask}. */
    @WithDefault("ask")
    ConsentPolicy.AfterDenial afterDenial();

    /** How many alerts this host may raise on one device within 24 hours; {@code 0} for no limit. Default: {@code 10}. */
    @WithDefault("10")
    @Min(0)
    @Max(1000)
    int alertsPerDay();

    /** The supervision identity (PKCS#12), with which the devices that it supervises pair without a tap. Default: none. */
    Optional<Path> supervisionIdentity();

    /** The file of its password. Default: none, then the password is empty. */
    Optional<Path> supervisionPasswordFile();

    /** What is done with a device that this identity does not supervise: {@code ask} for the tap, or {@code report}. Default: {@code ask}. */
    @WithDefault("ask")
    Supervision.NotSupervised notSupervised();

    /** How often a trusted device on the cable is verified though nothing happens, give or take a fifth; {@code 0} for never. Default: {@code 12h}. */
    @WithDefault("12h")
    @DurationMin(message = "must be 0 to 30 days")
    @DurationMax(days = 30, message = "must be 0 to 30 days")
    Duration verifyEvery();

    /** How many of these verifications are under way at once. Default: {@code 2}. */
    @WithDefault("2")
    @Min(1)
    @Max(1000)
    int verifyAtOnce();

    /** Whether a trusted device on the cable is verified after 20 days in any case, so that it does not forget this host after 30. Default: {@code true}. */
    @WithDefault("true")
    boolean keepAlive();

    /** So many different phones that forget this host within {@code identity-loss-within} hold it; {@code 0} for never. Default: {@code 3}. */
    @WithDefault("3")
    @Min(0)
    @Max(1000)
    int identityLossPhones();

    /** Within which time they must do so. Default: {@code 10m}. */
    @WithDefault("10m")
    @DurationMin(seconds = 1, message = "must be 1 s to 1 day")
    @DurationMax(days = 1, message = "must be 1 s to 1 day")
    Duration identityLossWithin();

    /** How long a device that an event names may be missing in usbmuxd. Default: {@code 5s}. */
    @WithDefault("5s")
    @DurationMin(message = "must be 0 to 10 min")
    @DurationMax(minutes = 10, message = "must be 0 to 10 min")
    Duration muxWait();

    /** After which a device that usbmuxd lists is taken up although no event told of it. Default: {@code 5s}. */
    @WithDefault("5s")
    @DurationMin(message = "must be 0 to 10 min")
    @DurationMax(minutes = 10, message = "must be 0 to 10 min")
    Duration watcherGrace();

    /** How long a device may be gone within an attempt: some re-enumerate after the tap. Default: {@code 5s}. */
    @WithDefault("5s")
    @DurationMin(message = "must be 0 to 10 min")
    @DurationMax(minutes = 10, message = "must be 0 to 10 min")
    Duration detachGrace();

    /** After which an unanswered alert is reported as timed out; a later tap still counts. Default: {@code 10m}. */
    @WithDefault("10m")
    @DurationMin(seconds = 1, message = "must be 1 s to 1 day")
    @DurationMax(days = 1, message = "must be 1 s to 1 day")
    Duration promptTimeout();

    /** One Pair this often while the alert is up, to learn of a denial or a lost notification; {@code 0} for never, else at least 100 ms. Default: {@code 10s}. */
    @WithDefault("10s")
    @DurationMin(message = "must be 0 to 1 h")
    @DurationMax(hours = 1, message = "must be 0 to 1 h")
    Duration alertPoll();

    /** One Pair this often while the device is locked. Default: {@code 2s}. */
    @WithDefault("2s")
    @DurationMin(millis = 100, message = "must be 100 ms to 10 min")
    @DurationMax(minutes = 10, message = "must be 100 ms to 10 min")
    Duration unlockPoll();

    /** Longest time between two tries to open a session before the first unlock. Default: {@code 15s}. */
    @WithDefault("15s")
    @DurationMin(seconds = 2, message = "must be 2 s to 1 h")
    @DurationMax(hours = 1, message = "must be 2 s to 1 h")
    Duration deferPollMax();

    /** Between two sessions when one broke; three in a row are a failure. Default: {@code 15s}. */
    @WithDefault("15s")
    @DurationMin(millis = 100, message = "must be 100 ms to 1 h")
    @DurationMax(hours = 1, message = "must be 100 ms to 1 h")
    Duration sessionRetry();

    /** How often an unreachable device is tried again within an attempt. Default: {@code 7}. */
    @WithDefault("7")
    @Min(0)
    @Max(100)
    int connectRetries();

    /** The first pause between such tries; doubled each time, up to 64 times. Default: {@code 250ms}. */
    @WithDefault("250ms")
    @DurationMin(millis = 10, message = "must be 10 ms to 1 min")
    @DurationMax(minutes = 1, message = "must be 10 ms to 1 min")
    Duration connectRetry();

    /** For each request to a device. Default: {@code 10s}. */
    @WithDefault("10s")
    @DurationMin(millis = 100, message = "must be 100 ms to 5 min")
    @DurationMax(minutes = 5, message = "must be 100 ms to 5 min")
    Duration requestTimeout();

    /** How many trusted phones are listened to at once for what they ask their owners; {@code 0} for none. Default: {@code 1000}. */
    @WithDefault("1000")
    @Min(0)
    @Max(10000)
    int promptWatches();

    /** How long a program that has begun to synchronise announces a backup, unless it finishes before. Default: {@code 10m}. */
    @WithDefault("10m")
    @DurationMin(seconds = 1, message = "must be 1 s to 1 day")
    @DurationMax(days = 1, message = "must be 1 s to 1 day")
    Duration backupWindow();

    /** Whether devices may let trusted hosts connect over Wi-Fi: {@code leave} as they are, or {@code forbid}. Default: {@code leave}. */
    @WithDefault("leave")
    Wifi wifi();

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
    @DurationMin(millis = 100, message = "must be 100 ms to 20 s: a host that reports nothing for 30 s is shown as silent")
    @DurationMax(seconds = 20, message = "must be 100 ms to 20 s: a host that reports nothing for 30 s is shown as silent")
    Duration reportInterval();

    /** The longest life of a command: older ones are not read. Default: {@code 1h}. */
    @WithDefault("1h")
    @DurationMin(seconds = 1, message = "must be 1 s to 1 day: the topic of commands keeps them no longer")
    @DurationMax(days = 1, message = "must be 1 s to 1 day: the topic of commands keeps them no longer")
    Duration commandLife();

    /** How long a stop may take to write what is unwritten. Default: {@code 5s}. */
    @WithDefault("5s")
    @DurationMin(message = "must be 0 to 10 min")
    @DurationMax(minutes = 10, message = "must be 0 to 10 min")
    Duration drain();

    /** For tests of wrong clocks only: added to this host's clock. Default: {@code 0s}. */
    @WithDefault("0s")
    Duration clockOffset();

    /** What is done about a device's Wi-Fi connections. */
    enum Wifi {
        LEAVE,
        FORBID
    }

    /** The host's say before an alert. */
    enum Policy {
        AUTO,
        ALLOW_LIST,
        MANUAL,
        BLOCK
    }
}
