package dev.trustline.allinone.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.EventData;
import dev.trustline.events.Reason;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.trust.TrustStateChanged;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhoneStoryTest {
    private static final Udid PHONE = Udid.parse("00008030-001A2B3C4D5E6F70");
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @Test
    void aPersonIsToldWhatToDoWithTheNameThatAnEarlierResultGave() {
        PhoneStory story = new PhoneStory(Optional.of("http://127.0.0.1:8090/"), Optional.empty(), clock);

        assertThat(story.line(event(new DeviceAttached(PHONE, "lab-1", null, "1-2", null, null, null, "usbmux"))).orElseThrow())
                .contains("00008030-001A2B3C4D5E6F70").endsWith("attached to lab-1 at port 1-2");
        assertThat(story.line(event(new AwaitingTrust(ResultFacts.of(PHONE, "lab-1", 1, Reason.DIALOG_SHOWN)
                .withDevice(new DeviceFacts("Anna\u0007s iPhone", null, null, null)))))).isEmpty();
        assertThat(story.line(change(TrustStatus.AWAITING_TRUST, Reason.DIALOG_SHOWN)).orElseThrow())
                .contains("Anna s iPhone").endsWith("awaiting-trust (dialog-shown)  -> tap Trust on the page http://127.0.0.1:8090/");
    }

    @Test
    void withARealPhoneThePhoneIsThePlaceToTap() {
        PhoneStory story = new PhoneStory(Optional.empty(), Optional.empty(), clock);

        assertThat(story.line(change(TrustStatus.AWAITING_TRUST, Reason.DIALOG_SHOWN)).orElseThrow()).endsWith("tap Trust on the phone");
        assertThat(story.line(change(TrustStatus.TRUSTED, Reason.USER_ACCEPTED)).orElseThrow()).endsWith("trusted (user-accepted), 31 ms after the tap");
    }

    @Test
    void whereTheOwnerTapsByItselfNobodyIsToldTo() {
        PhoneStory story = new PhoneStory(Optional.of("http://127.0.0.1:8090/"), Optional.of("3s"), clock);

        assertThat(story.line(change(TrustStatus.AWAITING_TRUST, Reason.DIALOG_SHOWN)).orElseThrow()).endsWith("-> its owner taps Trust after 3s");
    }

    @Test
    void aQuestionAboutABackupIsToldAsOneAndItsEndIsNothingNew() {
        PhoneStory story = new PhoneStory(Optional.empty(), Optional.empty(), clock);

        assertThat(story.line(event(new BackupConsentRequested(PHONE, "lab-1"))).orElseThrow())
                .endsWith("asks for its passcode for a backup  -> answer it on the phone");
        assertThat(story.line(event(new AuthenticationPromptRequested(PHONE, "lab-1"))).orElseThrow())
                .endsWith("asks for its passcode or face  -> answer it on the phone");
        assertThat(story.line(event(new BackupConsentResolved(PHONE, "lab-1")))).isEmpty();
    }

    private static Event<TrustStateChanged> change(TrustStatus to, Reason reason) {
        return event(new TrustStateChanged(PHONE, "lab-1", TrustStatus.UNKNOWN, to, reason, null, Instant.EPOCH, 1, "x#1", null,
                new Timings(null, null, null, 31L), 1));
    }

    private static <T extends EventData> Event<T> event(T data) {
        return new Event<>(Envelope.of(new EventId(1, 1), EventSource.registry(), Instant.EPOCH, 0), data);
    }
}
