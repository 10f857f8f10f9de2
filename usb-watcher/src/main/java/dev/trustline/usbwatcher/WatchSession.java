package dev.trustline.usbwatcher;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.lockdown.error.UnusableAddress;
import dev.trustline.usbwatcher.hotplug.DeviceChange;
import dev.trustline.usbwatcher.hotplug.DeviceTracker;
import dev.trustline.usbwatcher.hotplug.FlapPolicy;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import dev.trustline.usbwatcher.hotplug.TrackerListener;
import dev.trustline.usbwatcher.messaging.DeviceOutbox;
import dev.trustline.usbwatcher.messaging.DeviceRecords;
import dev.trustline.usbwatcher.messaging.DeviceTrace;
import dev.trustline.usbwatcher.messaging.HostFacts;
import dev.trustline.usbwatcher.messaging.HostReporter;
import dev.trustline.usbwatcher.messaging.KafkaRecordSender;
import dev.trustline.usbwatcher.messaging.LastReport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Everything that lives from the moment in which the epoch is known until the stop. */
final class WatchSession implements TrackerListener {
    private static final Logger LOG = Logger.getLogger(WatchSession.class);
    private static final String SENDER_LOOP = "device-outbox";
    private static final String TICK_LOOP = "scheduler";
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration BROKER_LIMIT = Duration.ofSeconds(3);
    private static final long JOIN_MS = 6_000;

    private final UsbWatcherConfig config;
    private final HostFacts facts;
    private final WatcherMeters meters;
    private final LoopBeats beats;
    private final KafkaRecordSender sender;
    private final ScheduledExecutorService scheduler;
    private final DeviceTracker tracker;
    private final DeviceOutbox outbox;
    private final HostReporter reporter;
    private final HotplugSources sources;
    private final Thread sending;
    private volatile boolean running = true;
    private boolean brokerWasSilent;

    /**
     * Who sees it at work.
     *
     * @param trace  begins a trace with each device
     * @param meters count
     * @param beats  tell that the loops turn
     */
    record Observers(DeviceTrace trace, WatcherMeters meters, LoopBeats beats) {}

    WatchSession(UsbWatcherConfig config, HostFacts facts, long epoch, Clock clock, KafkaRecordSender sender, Observers observers) {
        this.config = config;
        this.facts = facts;
        this.meters = observers.meters();
        this.beats = observers.beats();
        this.sender = sender;
        EventNumbering numbering = new EventNumbering(EventSource.of(facts.host(), facts.service()), epoch, clock);
        KafkaRecords records = new KafkaRecords(new EventCodec());
        UsbWatcherConfig.Flap flap = config.flap();
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, TICK_LOOP));
        tracker = new DeviceTracker(numbering::next, new FlapPolicy(flap.changes(), flap.window(), flap.settle()), this, clock, System::nanoTime);
        outbox = new DeviceOutbox(sender, new DeviceRecords(numbering, records, observers.trace()), numbering, meters, scheduler);
        reporter = new HostReporter(new HostReporter.Outlet(sender, records, numbering, meters), tracker, this::problems, facts, clock, scheduler);
        sources = new HotplugSources(config, meters, beats);
        sending = daemon(this::send, SENDER_LOOP);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start(LastReport last) throws UnusableAddress {
        String primary = sources.prepare();
        tracker.begin(primary, last.attached(), last.bootId() != null && Objects.equals(last.bootId(), facts.bootId()));
        meters.showDevices(() -> tracker.attached().size());
        sources.all().forEach(source -> meters.showSource(source.name(), source::isOpen));
        sending.start();
        scheduler.scheduleWithFixedDelay(this::tick, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
        reporter.start(config.reportInterval());
        sources.start(tracker);
    }

    @Override
    public void changed(DeviceChange change) {
        LOG.infof("device %s udid=%s eventId=%s reason=%s", change.isAttached() ? "attached" : "detached", change.udid(), change.id(), change.origin().wireText());
        outbox.offer(change);
        reporter.reportSoon();
    }

    @Override
    public void listComplete() {
        reporter.reportNow();
    }

    @Override
    public void damped(Udid udid) {
        meters.flapDamped();
        LOG.debugf("flapping cable, change held back udid=%s", udid);
    }

    private void tick() {
        try {
            tracker.settle();
            reporter.checkProblems();
            watchBroker();
            beats.beat(TICK_LOOP);
        } catch (RuntimeException e) {
            // no beat: liveness goes down when this goes on
            LOG.errorf(e, "a turn of the scheduler failed error=%s", e.getMessage());
        }
    }

    private void watchBroker() {
        boolean silent = isBrokerSilent();
        if (silent && !brokerWasSilent) {
            LOG.warnf("the broker is silent, the newest state of each device is kept until it answers");
        } else if (brokerWasSilent && !silent) {
            LOG.info("the broker answers again");
        }
        brokerWasSilent = silent;
    }

    private void send() {
        try {
            while (running) {
                beats.beat(SENDER_LOOP);
                outbox.sendNext(TURN);
            }
            beats.leave(SENDER_LOOP);
        } catch (InterruptedException e) {
            beats.leave(SENDER_LOOP);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "sending ended by a defect error=%s", e.getMessage());
        }
    }

    List<HostProblem> problems() {
        List<HostProblem> problems = new ArrayList<>(sources.problems());
        tracker.flapping().forEach(udid -> problems.add(HostProblem.of(ProblemCode.CABLE_FLAPPING,
                "the cable or port of " + udid + " connects and disconnects all the time: exchange it")));
        return problems;
    }

    boolean isSourceOpen() {
        return sources.areOpen();
    }

    boolean isListComplete() {
        return tracker.isListComplete();
    }

    /** True once a record has waited for the broker longer than 3 s, or was not taken. */
    boolean isBrokerSilent() {
        return sender.isBrokerSilent(BROKER_LIMIT);
    }

    /** Stops the sources, then waits at most this long until Kafka has what they said. */
    void close(Duration flush) throws InterruptedException {
        sources.close();
        if (!outbox.awaitEmpty(flush)) {
            LOG.warnf("stopping with changes that Kafka has not taken, the next start finds them by comparing lists count=%d", outbox.unsent());
        }
        running = false;
        sending.interrupt();
        sending.join(JOIN_MS);
        scheduler.shutdownNow();
        beats.leave(TICK_LOOP);
        sender.close(Duration.ofSeconds(1));
    }
}
