package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.lockdownd.PhoneSide;
import dev.trustline.virtualdevice.lockdownd.PluggedPhone;
import dev.trustline.virtualdevice.phone.AuthenticationSheet;
import dev.trustline.virtualdevice.phone.CableSession;
import dev.trustline.virtualdevice.phone.PhoneSnapshot;
import dev.trustline.virtualdevice.phone.TapOutcome;
import dev.trustline.virtualdevice.phone.VirtualPhone;
import dev.trustline.virtualdevice.time.Timeline;
import java.time.Duration;

/**
 * One phone of the lab with its cable: what a person can do with it. Every action says whether it happened or why not.
 * Plugged into one host at a time. Thread-safe.
 */
public final class LabPhone {
    private static final Duration OFF_THE_BUS = Duration.ofMillis(150);
    private static final int NO_DEVICE = 0;

    private final PhoneSide side;
    private final Duration boot;
    private final Timeline timeline;
    private final LabNetwork network;
    private LabHost host;
    private LabHost lastHost;
    private int deviceId = NO_DEVICE;

    LabPhone(PhoneSide side, LabHost home, Duration boot, Timeline timeline) {
        this.side = side;
        this.boot = boot;
        this.timeline = timeline;
        this.network = new LabNetwork(side);
        this.lastHost = home;
    }

    /** Canonical UDID. */
    public String udid() {
        return phone().identity().udid();
    }

    /** All that shows. */
    public PhoneSnapshot snapshot() {
        return phone().snapshot();
    }

    /** Taps Trust; with a passcode that takes time, the dialog goes on to the passcode. */
    public TapOutcome trust() {
        return phone().trust();
    }

    /** Taps Don't Trust. */
    public TapOutcome deny() {
        return phone().deny();
    }

    /** Types the passcode that is asked for. */
    public TapOutcome enterPasscode() {
        return phone().enterPasscode();
    }

    /** Cancels the passcode that is asked for. */
    public TapOutcome cancelPasscode() {
        return phone().cancelPasscode();
    }

    /** Forgets the host that it is, or was last, plugged into; others stay trusted. */
    public synchronized TapOutcome forgetHost() {
        return forgetHost(lastHost);
    }

    /** Forgets {@code target} alone, as an expiry does; the running connections go on. */
    public TapOutcome forgetHost(LabHost target) {
        if (!target.hasUsbmuxd()) {
            return TapOutcome.refused("the lab does not know the SystemBUID of " + target.name() + ": its usbmuxd is a real one");
        }
        return phone().forget(target.records().systemBuid())
                ? TapOutcome.happened()
                : TapOutcome.refused("it does not trust " + target.name());
    }

    /** How many connections hear of it when it asks its owner for passcode or face. */
    public int promptObservers() {
        return side.notifications().observers(AuthenticationSheet.PRESENTED);
    }

    /** It asks its owner for passcode or face, whatever for. */
    public TapOutcome prompt() {
        return phone().sheet().prompt();
    }

    /** Its owner answers or cancels what it asks. */
    public TapOutcome dismissPrompt() {
        TapOutcome dismissed = phone().sheet().dismiss();
        phone().uncovered();
        return dismissed;
    }

    /** A program begins a backup: announced, and from iOS 16 on asked about. */
    public TapOutcome beginBackup() {
        return phone().sheet().beginBackup();
    }

    /** The backup is over. */
    public TapOutcome endBackup() {
        return phone().sheet().endBackup();
    }

    /** Closes the screen. */
    public TapOutcome lock() {
        phone().lock();
        return TapOutcome.happened();
    }

    /** Opens the screen. */
    public TapOutcome unlock() {
        phone().unlock();
        return TapOutcome.happened();
    }

    /** Reset Location &amp; Privacy: every host is forgotten. */
    public TapOutcome reset() {
        phone().reset();
        return TapOutcome.happened();
    }

    /** Plugs it in where it was last. */
    public synchronized TapOutcome plug() {
        return plug(lastHost);
    }

    /** Plugs it into {@code target}; anywhere else it is unplugged first. */
    public synchronized TapOutcome plug(LabHost target) {
        if (host == target) {
            return TapOutcome.refused("already plugged into " + target.name());
        }
        if (host != null) {
            unplug();
        }
        host = target;
        lastHost = target;
        appear(phone().attach(target.name()));
        return TapOutcome.happened();
    }

    /** Pulls the cable: connections die, consent and denial end. */
    public synchronized TapOutcome unplug() {
        if (host == null) {
            return TapOutcome.refused("no cable is in");
        }
        phone().detach();
        disappear();
        host = null;
        return TapOutcome.happened();
    }

    /** The host where it is, or was last, reaches it over Wi-Fi too, if the phone allows that. */
    public synchronized TapOutcome networkPlug() {
        return networkPlug(lastHost);
    }

    /** {@code target} reaches it over Wi-Fi, beside the cable or without one, if the phone allows that. */
    public TapOutcome networkPlug(LabHost target) {
        return network.begin(target);
    }

    /** It is not reached over Wi-Fi any more. */
    public TapOutcome networkUnplug() {
        return network.end();
    }

    /** Whether it lets the hosts that it trusts connect over Wi-Fi. */
    public boolean letsConnectOverWifi() {
        return side.letsConnectOverWifi();
    }

    /** Switches it off and on: gone from the bus while it starts; with a passcode closed until the first unlock. */
    public synchronized TapOutcome reboot() {
        comeBackAfterBoot(() -> phone().booted());
        return TapOutcome.happened();
    }

    /** Erases it: same UDID, new key, trusts nobody; back on the bus when it has started. */
    public synchronized TapOutcome erase() {
        comeBackAfterBoot(() -> {
            phone().reset();
            phone().unlock();
            side.renewKey();
        });
        return TapOutcome.happened();
    }

    private void comeBackAfterBoot(Runnable whileOff) {
        network.end();
        LabHost before = host;
        if (before != null) {
            unplug();
        }
        whileOff.run();
        if (before != null) {
            timeline.schedule(boot, () -> plugBack(before));
        }
    }

    private synchronized void plugBack(LabHost before) {
        if (host == null) {
            plug(before);
        }
    }

    /** The phone resets its USB connection by itself. */
    synchronized void reEnumerate() {
        if (host == null || deviceId == NO_DEVICE) {
            return;
        }
        phone().session().ifPresent(CableSession::end);
        disappear();
        timeline.schedule(OFF_THE_BUS, this::reAppear);
    }

    private synchronized void reAppear() {
        if (host != null && deviceId == NO_DEVICE) {
            appear(phone().reAttach(host.name()));
        }
    }

    private void appear(CableSession session) {
        deviceId = host.bus().attach(new PluggedPhone(side, session));
    }

    private void disappear() {
        if (deviceId != NO_DEVICE) {
            host.bus().detach(deviceId);
            deviceId = NO_DEVICE;
        }
    }

    VirtualPhone phone() {
        return side.phone();
    }

    /** Makes the phone's key now, if it has none. */
    void prepareKey() {
        side.key();
    }
}
