package dev.trustline.virtualdevice.phone;

/** When things last happened to a phone: attached, alert shown, Trust or Don't Trust tapped, record stored. */
public record Milestones(Moment attached, Moment alertShown, Moment tapped, Moment stored) {
    /** Nothing happened yet. */
    public static final Milestones NONE = new Milestones(Moment.NEVER, Moment.NEVER, Moment.NEVER, Moment.NEVER);

    Milestones attachedAt(Moment moment) {
        return new Milestones(moment, alertShown, tapped, stored);
    }

    Milestones alertShownAt(Moment moment) {
        return new Milestones(attached, moment, tapped, stored);
    }

    Milestones tappedAt(Moment moment) {
        return new Milestones(attached, alertShown, moment, stored);
    }

    Milestones storedAt(Moment moment) {
        return new Milestones(attached, alertShown, tapped, moment);
    }
}
