package dev.trustline.virtualdevice.phone;

import java.util.Locale;

/**
 * The one "Trust This Computer?" dialog of a cable session. Never kept per HostID or SystemBUID: idevicepair and
 * usbmuxd come back with a fresh HostID after the tap (measured), and a denial outlives a new SystemBUID
 * (libimobiledevice issue 693).
 *
 * <pre>
 *          Pair           Trust               passcode typed
 *  NONE ─────────▶ SHOWN ───────▶ PASSCODE ──────────────────▶ ACCEPTED
 *                    │ Don't Trust    │ Pair (personality)
 *                    └──────▶ DENIED ◀┘      passcode cancelled ──▶ NONE
 *  any of them ── detach ──▶ NONE
 * </pre>
 */
public enum TrustDialog {
    NONE,
    SHOWN,
    PASSCODE,
    ACCEPTED,
    DENIED;

    /** Lower-case name, as shown by the control API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
