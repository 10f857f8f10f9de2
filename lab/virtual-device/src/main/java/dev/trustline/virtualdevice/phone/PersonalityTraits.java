package dev.trustline.virtualdevice.phone;

import static java.util.Map.entry;

import dev.trustline.virtualdevice.io.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The words of a personality specification: traits that stand alone and traits with a value. */
final class PersonalityTraits {
    private static final Map<String, Consumer<PersonalityBuilder>> WORDS = Map.ofEntries(
            entry("standard", b -> {}),
            entry("no-passcode", b -> b.passcode(false)),
            entry("locked", b -> b.initialLock(LockState.LOCKED)),
            entry("before-first-unlock", b -> b.initialLock(LockState.BEFORE_FIRST_UNLOCK)),
            entry("slow-alert", b -> b.alert().delay(Duration.ofSeconds(20))),
            entry("denies", b -> b.alert().owner(Owner.deniesAfter(Duration.ofSeconds(1))).hints(true)),
            entry("denies-without-notification", b -> b.alert().owner(Owner.deniesAfter(Duration.ofSeconds(1)))),
            entry("never-answers", b -> b.alert().owner(Owner.neverAnswers())),
            entry("trust-hints", b -> b.alert().hints(true)),
            entry("lost-notification", b -> b.alert().lostNotifications(1)),
            entry("re-enumerates", b -> b.alert().reEnumerations(1, false)),
            entry("re-enumerates-and-forgets", b -> b.alert().reEnumerations(1, true)),
            entry("setup-assistant", b -> b.setupAssistant(true)),
            entry("managed", b -> b.managed(true)),
            entry("supervised", b -> b.supervised(s -> s)),
            entry("network-only", b -> b.networkOnly(true)),
            entry("proxy-while-locked", b -> b.insecureProxyWhileLocked(true)),
            entry("bytewise", b -> b.link().delivery(Delivery.BYTEWISE)),
            entry("prefix-apart", b -> b.link().delivery(Delivery.PREFIX_APART)),
            entry("split", b -> b.link().delivery(Delivery.SPLIT)),
            entry("coalesced", b -> b.link().delivery(Delivery.COALESCED)),
            entry("binary-replies", b -> b.link().binaryReplies(true)),
            entry("drop-handshake", b -> b.link().dropHandshakes(1)),
            entry("cancels-passcode", b -> b.passcodeEntry(Duration.ofSeconds(5)).alert().pairCancelsPasscode(true)),
            entry("vanishes-on-lock", b -> b.alert().vanishesOnLock(true)),
            entry("hidden-by-prompt", b -> b.alert().hiddenByPrompt(true)),
            entry("known-host-alert", b -> b.alert().knownHostSilent(false)),
            entry("known-host-silent", b -> b.alert().knownHostSilent(true)),
            entry("restored", b -> b.oddities().restored(true)),
            entry("forty-hex-serial", b -> b.oddities().serial(SerialForm.FORTY_HEX)),
            entry("undashed-serial", b -> b.oddities().serial(SerialForm.UNDASHED)),
            entry("plain-rsa", b -> b.link().plainRsa(true)),
            entry("wifi-connections", b -> b.oddities().wifiConnections(true)),
            entry("without-wifi-address", b -> b.oddities().wifiAddress(false)),
            entry("watch", b -> b.productType("Watch6,1").oddities().escrowBag(false)),
            entry("tv", b -> b.productType("AppleTV11,1")),
            entry("automatic-backups", b -> b.automaticBackupAfter(Duration.ofSeconds(3))),
            entry("without-extended-errors", b -> b.faulty(Faults::withoutExtendedErrors)),
            entry("without-session-tls", b -> b.faulty(Faults::withoutSessionTls)),
            entry("unreachable", b -> b.faulty(Faults::unreachable)),
            entry("control-characters", b -> b.name("Lab\u0001 iPhone\u0007")));

    private static final Map<String, BiConsumer<PersonalityBuilder, String>> VALUES = Map.ofEntries(
            entry("ios", PersonalityBuilder::productVersion),
            entry("model", PersonalityBuilder::productType),
            entry("name", PersonalityBuilder::name),
            entry("passcode-entry", (b, v) -> b.passcodeEntry(Durations.parse(v))),
            entry("unlock-after", (b, v) -> b.unlockAfter(Durations.parse(v))),
            entry("alert-delay", (b, v) -> b.alert().delay(Durations.parse(v))),
            entry("trusts-after", (b, v) -> b.alert().owner(Owner.trustsAfter(Durations.parse(v)))),
            entry("denies-after", (b, v) -> b.alert().owner(Owner.deniesAfter(Durations.parse(v)))),
            entry("lost-notifications", (b, v) -> b.alert().lostNotifications(Integer.parseInt(v))),
            entry("re-enumerations", (b, v) -> b.alert().reEnumerations(Integer.parseInt(v), false)),
            entry("drop-handshakes", (b, v) -> b.link().dropHandshakes(Integer.parseInt(v))),
            entry("tls-min", (b, v) -> b.link().tls(v, "1.3")),
            entry("tls-max", (b, v) -> b.link().tls("1.0", v)),
            entry("lockdown-idle", (b, v) -> b.link().lockdownIdle(Durations.parse(v))),
            entry("proxy-idle", (b, v) -> b.link().proxyIdle(Durations.parse(v))),
            entry("automatic-backup-after", (b, v) -> b.automaticBackupAfter(Durations.parse(v))),
            entry("clock", (b, v) -> b.oddities().clock(Instant.parse(v))),
            entry("supervised-by", (b, v) -> b.supervised(s -> s.by(Path.of(v)))),
            entry("wrong-identity", (b, v) -> b.supervised(s -> s.refusing(LockdownFault.ofText(v)))),
            entry("refuses-pair", (b, v) -> b.faulty(f -> f.refusingPair(v))),
            entry("key-bits", (b, v) -> b.link().keyBits(Integer.parseInt(v))));

    private PersonalityTraits() {}

    static void apply(PersonalityBuilder builder, String item) {
        int equals = item.indexOf('=');
        if (equals < 0) {
            word(item).accept(builder);
        } else {
            value(item.substring(0, equals)).accept(builder, item.substring(equals + 1));
        }
        builder.label(item);
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(WORDS.keySet());
        VALUES.keySet().forEach(key -> names.add(key + "=…"));
        return names;
    }

    private static Consumer<PersonalityBuilder> word(String item) {
        Consumer<PersonalityBuilder> found = WORDS.get(item);
        if (found == null) {
            throw new IllegalArgumentException("unknown personality '" + item + "'; known: " + names());
        }
        return found;
    }

    private static BiConsumer<PersonalityBuilder, String> value(String key) {
        BiConsumer<PersonalityBuilder, String> found = VALUES.get(key);
        if (found == null) {
            throw new IllegalArgumentException("unknown personality '" + key + "=…'; known: " + names());
        }
        return found;
    }
}
