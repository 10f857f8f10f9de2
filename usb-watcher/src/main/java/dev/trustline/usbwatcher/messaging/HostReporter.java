package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.envelope.Event;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.HostReported.AttachedDevice;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.usbwatcher.hotplug.AttachedSnapshot;
import dev.trustline.usbwatcher.hotplug.DeviceTracker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Says on {@code trustline.hosts} that this host is alive, what is wrong with it and what is attached: at start, at each
 * interval and soon after a change. One report is in flight at a time; what changes meanwhile goes into the next one.
 * Thread-safe.
 */
public final class HostReporter {
    private static final Logger LOG = Logger.getLogger(HostReporter.class);
    private static final long GATHER_MS = 100;
    private static final Duration FIRST = Duration.ofSeconds(3);

    private final RecordSender sender;
    private final KafkaRecords records;
    private final EventNumbering numbering;
    private final DeviceTracker tracker;
    private final Supplier<List<HostProblem>> problems;
    private final HostFacts facts;
    private final Clock clock;
    private final PublishObserver observer;
    private final ScheduledExecutorService scheduler;
    private List<HostProblem> reportedProblems = List.of();
    private boolean planned;
    private boolean inFlight;
    private boolean again;

    /** A reporter on this scheduler. */
    public HostReporter(Outlet outlet, DeviceTracker tracker, Supplier<List<HostProblem>> problems, HostFacts facts, Clock clock,
            ScheduledExecutorService scheduler) {
        this.sender = outlet.sender();
        this.records = outlet.records();
        this.numbering = outlet.numbering();
        this.observer = outlet.observer();
        this.tracker = tracker;
        this.problems = problems;
        this.facts = facts;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Begins: the first report goes out with the initial list, or after 3 s without one. */
    public void start(Duration interval) {
        Duration first = FIRST.compareTo(interval) < 0 ? FIRST : interval;
        scheduler.scheduleAtFixedRate(this::report, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reports at once. */
    public void reportNow() {
        scheduler.execute(this::report);
    }

    /** Something changed: reports soon, together with what else changes within 100 ms. */
    public synchronized void reportSoon() {
        if (!planned) {
            planned = true;
            scheduler.schedule(this::reportIfPlanned, GATHER_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void reportIfPlanned() {
        synchronized (this) {
            if (!planned) {
                return; // another report has taken it along
            }
        }
        report();
    }

    /** Reports soon if other problems exist than were reported. To be called about once a second. */
    public void checkProblems() {
        List<HostProblem> now = problems.get();
        boolean changed;
        synchronized (this) {
            changed = !now.equals(reportedProblems);
        }
        if (changed) {
            reportSoon();
        }
    }

    private void report() {
        synchronized (this) {
            planned = false;
            again = inFlight;
            if (inFlight) {
                return;
            }
            inFlight = true;
        }
        try {
            send();
        } catch (RuntimeException e) {
            LOG.errorf(e, "a host report could not be made error=%s", e.getMessage());
            answered(false);
        }
    }

    private void send() {
        List<HostProblem> now = problems.get();
        synchronized (this) {
            reportedProblems = now;
        }
        // a list that is not yet complete is no list: the registry must not take it for "nothing attached"
        boolean complete = tracker.isListComplete();
        AttachedSnapshot snapshot = tracker.snapshot();
        List<AttachedDevice> attached = !complete ? null
                : snapshot.devices().stream().map(d -> new AttachedDevice(d.udid(), d.portPath(), d.connection())).toList();
        HostReported data = new HostReported(facts.host(), facts.service(), facts.serviceVersion(), facts.bootId(),
                clock.instant(), null, null, now, attached);
        Event<HostReported> event = new Event<>(numbering.envelope(data.subject(), snapshot.id()), data);
        sender.send(records.host(event)).whenComplete((done, error) -> {
            if (error == null) {
                numbering.acknowledged(data.subject(), snapshot.id());
            } else {
                LOG.logf(RecordSender.isAbsence(error) ? Level.DEBUG : Level.WARN, "host report not published eventId=%s error=%s", snapshot.id(), error.getMessage());
            }
            answered(error == null);
        });
    }

    private void answered(boolean acknowledged) {
        observer.reported(acknowledged);
        boolean next;
        synchronized (this) {
            inFlight = false;
            next = again;
            again = false;
        }
        if (next) {
            reportSoon();
        }
    }

    /** Where reports go out. */
    public record Outlet(RecordSender sender, KafkaRecords records, EventNumbering numbering, PublishObserver observer) {}
}
