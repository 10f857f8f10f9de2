package dev.trustline.virtualdevice.phone;

/** The owner's hand: what is tapped and typed while an alert is up, and when it cannot be. Used under the phone's lock alone. */
final class Taps {
    private final VirtualPhone phone;
    private final TrustAlert alert;
    private final AnswerEffects answers;

    Taps(VirtualPhone phone, AnswerEffects answers) {
        this.phone = phone;
        this.alert = phone.alert();
        this.answers = answers;
    }

    TapOutcome trust() {
        return tap(alert::trust);
    }

    TapOutcome deny() {
        return tap(alert::deny);
    }

    private TapOutcome tap(Runnable step) {
        if (alert.dialog() != TrustDialog.SHOWN) {
            return TapOutcome.refused("no alert is shown (dialog: " + alert.dialog().text() + ")");
        }
        if (phone.isLocked()) {
            return TapOutcome.refused("the phone is locked; unlock it first");
        }
        if (isHidden()) {
            return TapOutcome.refused("another prompt lies over the alert; dismiss it first");
        }
        step.run();
        return TapOutcome.happened();
    }

    private boolean isHidden() {
        return phone.personality().alert().hiddenByPrompt() && phone.sheet().view().up();
    }

    TapOutcome enterPasscode() {
        return typed(alert::accept);
    }

    TapOutcome cancelPasscode() {
        return typed(() -> {
            alert.withdraw();
            answers.cancelled();
        });
    }

    private TapOutcome typed(Runnable step) {
        if (alert.dialog() != TrustDialog.PASSCODE) {
            return TapOutcome.refused("no passcode is asked for (dialog: " + alert.dialog().text() + ")");
        }
        step.run();
        return TapOutcome.happened();
    }

    /** The screen is open, or a prompt over it is gone: an owner whose time has come taps now. */
    void nothingIsInTheWay() {
        if (alert.ownerIsDue()) {
            ownerDue();
        }
    }

    /** The owner's time has come; one who cannot tap now does so when nothing is in the way any more. */
    void ownerDue() {
        if (phone.isLocked() || isHidden() || alert.dialog() != TrustDialog.SHOWN) {
            return;
        }
        switch (alert.owner().habit()) {
            case TRUSTS -> alert.trust();
            case DENIES -> alert.deny();
            case WAITS, NEVER_ANSWERS -> {}
        }
    }
}
