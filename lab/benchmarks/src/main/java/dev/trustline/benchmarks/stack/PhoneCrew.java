package dev.trustline.benchmarks.stack;

import dev.trustline.virtualdevice.HostOptions;
import dev.trustline.virtualdevice.LabHost;
import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.LabStartFailed;
import dev.trustline.virtualdevice.VirtualLab;
import dev.trustline.virtualdevice.phone.TapOutcome;
import dev.trustline.virtualdevice.phone.TrustDialog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The virtual phones in this process, taken one after another so that none is used twice, and the hands that plug and tap
 * them. Two usbmuxds: one for the services, one for the peer tool. Thread-safe but for taking.
 */
public final class PhoneCrew implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final String PEER = "peer";

    private final VirtualLab lab;
    private final double secondsForKeys;
    private int taken;

    private PhoneCrew(VirtualLab lab, double secondsForKeys) {
        this.lab = lab;
        this.secondsForKeys = secondsForKeys;
    }

    static PhoneCrew start(StackPlan plan) throws BenchFailure {
        LabOptions.Builder options = LabOptions.builder().phones(plan.phones()).pregenerateKeys(true).startUnplugged(true).withoutHttp()
                .host(HostOptions.onFreePort(BenchStack.HOST)).host(HostOptions.onFreePort(PEER));
        plan.personalities().forEach(options::personality);
        long begun = System.nanoTime();
        try {
            return new PhoneCrew(VirtualLab.start(options.build()), Waiting.secondsSince(begun));
        } catch (LabStartFailed e) {
            throw new BenchFailure("the virtual phones do not start: " + e.getMessage(), e);
        }
    }

    /** How long their device keys took, on all processors. */
    public double secondsForKeys() {
        return secondsForKeys;
    }

    String usbmuxd() {
        return address(lab.host(BenchStack.HOST));
    }

    /** The usbmuxd that the services do not see, {@code host:port}. */
    public String peerUsbmuxd() {
        return address(lab.host(PEER));
    }

    private static String address(LabHost host) {
        return "127.0.0.1:" + host.muxAddress().orElseThrow().getPort();
    }

    /** The next phones that nothing has happened to. */
    public List<LabPhone> take(int count) {
        List<LabPhone> phones = new ArrayList<>(lab.phones().subList(taken, taken + count));
        taken += count;
        return phones;
    }

    /** Puts the cable in. */
    public void plug(LabPhone phone) throws BenchFailure {
        require(phone.plug(lab.host(BenchStack.HOST)), phone);
    }

    /** Puts the cable in at the peer's host. */
    public void plugAtPeer(LabPhone phone) throws BenchFailure {
        require(phone.plug(lab.host(PEER)), phone);
    }

    /** Pulls every cable. */
    public void unplugAll() {
        lab.phones().stream().filter(p -> p.snapshot().plugged()).forEach(LabPhone::unplug);
    }

    /** Taps Trust and returns when that was, on the monotonic clock. */
    public long tap(LabPhone phone) throws BenchFailure {
        require(phone.trust(), phone);
        return phone.snapshot().milestones().tapped().nanos();
    }

    private static void require(TapOutcome outcome, LabPhone phone) throws BenchFailure {
        if (!outcome.done()) {
            throw new BenchFailure("phone " + phone.udid() + ": " + outcome.reason());
        }
    }

    /** Waits until the alert is up on all of them. */
    public void awaitAlerts(List<LabPhone> phones, Duration longest) throws BenchFailure, InterruptedException {
        Waiting.until(longest, LOOK, () -> phones.stream().allMatch(PhoneCrew::showsAlert),
                () -> "the alert was up on " + phones.stream().filter(PhoneCrew::showsAlert).count() + " of " + phones.size() + " phones,");
    }

    private static boolean showsAlert(LabPhone phone) {
        return phone.snapshot().dialog() == TrustDialog.SHOWN;
    }

    /** How often the alert was raised on the phone that was asked most. */
    public static int mostPrompts(List<LabPhone> phones) {
        return phones.stream().mapToInt(p -> p.snapshot().prompts()).max().orElse(0);
    }

    /** Their UDIDs. */
    public static List<String> udids(List<LabPhone> phones) {
        return phones.stream().map(LabPhone::udid).toList();
    }

    @Override
    public void close() {
        lab.close();
    }
}
