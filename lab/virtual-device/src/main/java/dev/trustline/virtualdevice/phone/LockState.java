package dev.trustline.virtualdevice.phone;

import java.util.Locale;

/** Whether the screen is open. Before the first unlock after boot not even a trusted host gets a session. */
public enum LockState {
    UNLOCKED,
    LOCKED,
    BEFORE_FIRST_UNLOCK;

    /** Lower-case name with dashes, as used in personality specifications and by the control API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
