package dev.trustline.allinone.follow;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.result.PromptResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.trust.TrustStateChanged;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns events into lines for a person: time, phone, what happened, and what to do now. Remembers the phones' names from
 * the results, because changes do not carry them. Thread-safe.
 */
public final class PhoneStory {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int NAME_WIDTH = 26;

    private final Optional<String> page;
    private final Optional<String> autoTrust;
    private final Clock clock;
    private final Map<Udid, String> names = new ConcurrentHashMap<>();

    /**
     * A story.
     *
     * @param page      where a person taps for virtual phones; empty for real ones
     * @param autoTrust after how long the virtual phones' owner taps by itself; empty if nobody does
     */
    public PhoneStory(Optional<String> page, Optional<String> autoTrust, Clock clock) {
        this.page = page;
        this.autoTrust = autoTrust;
        this.clock = clock;
    }

    /** The line for an event, or empty when it tells a person nothing new. */
    public Optional<String> line(Event<?> event) {
        if (event.data() instanceof DeviceAttached attached) {
            return Optional.of(line(attached.udid(), "attached to " + attached.host() + port(attached)));
        }
        if (event.data() instanceof DeviceDetached detached) {
            return Optional.of(line(detached.udid(), "detached from " + detached.host()));
        }
        if (event.data() instanceof RelationResult result) {
            remember(result.facts().udid(), result.facts().device());
            return Optional.empty();
        }
        if (event.data() instanceof PromptResult prompt) {
            return question(prompt).map(what -> line(prompt.udid(), what));
        }
        if (event.data() instanceof TrustStateChanged change) {
            return Optional.of(line(change.udid(), state(change)));
        }
        return Optional.empty();
    }

    /** Nothing about trust: its owner alone can answer. */
    private Optional<String> question(PromptResult prompt) {
        String where = page.map(p -> "  -> dismiss it on the page " + p).orElse("  -> answer it on the phone");
        return switch (prompt.type()) {
            case BACKUP_CONSENT_REQUESTED -> Optional.of("asks for its passcode for a backup" + where);
            case AUTHENTICATION_PROMPT_REQUESTED -> Optional.of("asks for its passcode or face" + where);
            default -> Optional.empty();
        };
    }

    private void remember(Udid udid, DeviceFacts facts) {
        if (facts.name() != null) {
            names.put(udid, facts.name().replaceAll("\\p{Cntrl}", " "));
        }
    }

    private static String port(DeviceAttached attached) {
        return attached.portPath() == null ? "" : " at port " + attached.portPath();
    }

    private String state(TrustStateChanged change) {
        String text = change.to().wireText() + " (" + change.reason().wireText() + ")";
        return advice(change.to(), change.reason()).map(a -> text + "  -> " + a).orElse(text + duration(change));
    }

    private static String duration(TrustStateChanged change) {
        Long ms = change.timings().tapToRecordMs();
        return ms == null ? "" : ", " + ms + " ms after the tap";
    }

    private Optional<String> advice(TrustStatus state, Reason reason) {
        String where = page.map(p -> " on the page " + p).orElse(" on the phone");
        switch (state) {
            case AWAITING_TRUST:
                return Optional.of(autoTrust.map(delay -> "its owner taps Trust after " + delay).orElse("tap Trust" + where));
            case AWAITING_UNLOCK:
                return Optional.of(reason == Reason.LOCKED_OR_RESTRICTED ? "unlock it; if it is unlocked, look at its management profile"
                        : "unlock it" + where);
            case AWAITING_APPROVAL:
                return Optional.of("approve it in the registry");
            case DENIED:
                return Optional.of("unplug it and plug it in again to be asked again");
            case TIMED_OUT:
                return Optional.of("tap Trust" + where + "; a late tap still counts");
            case FAILED:
                return Optional.of("unplug it and plug it in again; the pairing-service's log says more");
            default:
                return Optional.empty();
        }
    }

    private String line(Udid udid, String what) {
        String name = names.get(udid);
        String who = name == null ? udid.value() : name + " (" + shortForm(udid) + ")";
        return LocalTime.now(clock.withZone(ZoneId.systemDefault())).format(TIME) + "  " + padded(who) + "  " + what;
    }

    private static String shortForm(Udid udid) {
        return "…" + udid.value().substring(udid.value().length() - 6);
    }

    private static String padded(String who) {
        return who + " ".repeat(Math.max(0, NAME_WIDTH - who.length()));
    }
}
