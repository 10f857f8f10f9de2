package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.time.Timeline;
import java.time.Duration;

/** What a phone does to the world when its owner answered the alert. Used under the phone's lock. */
final class AnswerEffects {
    /** Posted after the tap (and the passcode): the next {@code Pair} succeeds. */
    static final String REQUEST_PAIR = "com.apple.mobile.lockdown.request_pair";

    private static final String TRUST = "com.apple.mobile.lockdown.trust";
    private static final String DO_NOT_TRUST = "com.apple.mobile.lockdown.do_not_trust";
    private static final String CANCEL_TRUST_DIALOG = "com.apple.mobile.lockdown.cancel_trust_dialog";
    private static final Duration RE_ENUMERATION_DELAY = Duration.ofMillis(200);

    private final VirtualPhone phone;
    private final PhoneSurroundings surroundings;
    private final Timeline timeline;
    private int notificationsToLose;
    private int reEnumerationsLeft;

    AnswerEffects(VirtualPhone phone, PhoneSurroundings surroundings, Timeline timeline) {
        this.phone = phone;
        this.surroundings = surroundings;
        this.timeline = timeline;
        this.notificationsToLose = phone.personality().alert().lostNotifications();
        this.reEnumerationsLeft = phone.personality().alert().reEnumerations();
    }

    void accepted() {
        if (notificationsToLose > 0) {
            notificationsToLose--;
        } else {
            surroundings.post(phone, REQUEST_PAIR);
        }
        hint(TRUST);
        if (reEnumerationsLeft > 0) {
            reEnumerationsLeft--;
            timeline.schedule(RE_ENUMERATION_DELAY, () -> surroundings.reEnumerate(phone));
        }
    }

    void denied() {
        hint(DO_NOT_TRUST);
    }

    void cancelled() {
        hint(CANCEL_TRUST_DIALOG);
    }

    private void hint(String notification) {
        if (phone.personality().alert().hints()) {
            surroundings.post(phone, notification);
        }
    }
}
