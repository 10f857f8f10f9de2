package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.time.Timeline;
import java.time.Duration;

/**
 * The trust dialog of one phone with everything that moves it: the delay before it shows, the owner's reaction, the
 * passcode. Not thread-safe by itself: every call, also those of its timers, is made under the phone's lock.
 */
final class TrustAlert {
    private final Personality personality;
    private final Owner owner;
    private final Timeline timeline;
    private final Object lock;
    private final Runnable onAccepted;
    private final Runnable onDenied;
    private final Runnable onOwnerDue;

    private TrustDialog dialog = TrustDialog.NONE;
    private Timeline.Timer timer = () -> {};
    private long generation;
    private boolean raising;
    private boolean ownerDue;
    private int prompts;
    private Milestones milestones = Milestones.NONE;

    /** What the alert tells the phone, under its lock. */
    record Effects(Runnable accepted, Runnable denied, Runnable ownerDue) {}

    TrustAlert(Personality personality, Owner owner, Timeline timeline, Object lock, Effects effects) {
        this.personality = personality;
        this.owner = owner;
        this.timeline = timeline;
        this.lock = lock;
        this.onAccepted = effects.accepted();
        this.onDenied = effects.denied();
        this.onOwnerDue = effects.ownerDue();
    }

    TrustDialog dialog() {
        return dialog;
    }

    int prompts() {
        return prompts;
    }

    Milestones milestones() {
        return milestones;
    }

    boolean ownerIsDue() {
        return ownerDue && dialog == TrustDialog.SHOWN;
    }

    Owner owner() {
        return owner;
    }

    /** A host asked: shows the alert now or after the phone's delay; a second request changes nothing. */
    void raise() {
        if (dialog != TrustDialog.NONE || raising) {
            return;
        }
        raising = true;
        Duration delay = personality.alert().delay();
        if (delay.isZero()) {
            show();
        } else {
            later(delay, this::show);
        }
    }

    private void show() {
        raising = false;
        ownerDue = false;
        dialog = TrustDialog.SHOWN;
        prompts++;
        milestones = milestones.alertShownAt(Moment.of(timeline));
        switch (owner.habit()) {
            case TRUSTS, DENIES -> later(owner.after(), this::ownerReacts);
            case WAITS, NEVER_ANSWERS -> {}
        }
    }

    private void ownerReacts() {
        ownerDue = true;
        onOwnerDue.run();
    }

    /** Trust was tapped on a shown alert. */
    void trust() {
        tapped();
        Duration entry = personality.screen().passcodeEntry();
        if (personality.screen().passcode() && !entry.isZero()) {
            dialog = TrustDialog.PASSCODE;
            later(entry, this::accept);
        } else {
            accept();
        }
    }

    /** The passcode was typed, or none is needed. */
    void accept() {
        generation++;
        dialog = TrustDialog.ACCEPTED;
        onAccepted.run();
    }

    /** Don't Trust was tapped, or a {@code Pair} ended the passcode entry. */
    void deny() {
        tapped();
        dialog = TrustDialog.DENIED;
        onDenied.run();
    }

    /** It goes away unanswered: a cancelled passcode, a screen that was closed over it. */
    void withdraw() {
        generation++;
        timer.cancel();
        raising = false;
        ownerDue = false;
        dialog = TrustDialog.NONE;
    }

    /** Whether it waits for an answer, or is about to show. */
    boolean isOpen() {
        return raising || dialog == TrustDialog.SHOWN || dialog == TrustDialog.PASSCODE;
    }

    private void tapped() {
        generation++;
        timer.cancel();
        milestones = milestones.tappedAt(Moment.of(timeline));
    }

    void attached() {
        milestones = milestones.attachedAt(Moment.of(timeline));
    }

    void stored() {
        milestones = milestones.storedAt(Moment.of(timeline));
    }

    /** The consent ends; a denial stays unless the cable is pulled. */
    void forgetConsent() {
        if (dialog == TrustDialog.ACCEPTED) {
            dialog = TrustDialog.NONE;
        }
    }

    /** The cable was pulled. */
    void detached() {
        withdraw();
    }

    private void later(Duration delay, Runnable step) {
        long planned = ++generation;
        timer = timeline.schedule(delay, () -> {
            synchronized (lock) {
                if (planned == generation) {
                    step.run();
                }
            }
        });
    }
}
