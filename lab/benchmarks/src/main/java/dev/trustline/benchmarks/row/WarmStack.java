package dev.trustline.benchmarks.row;

import dev.trustline.benchmarks.Bench;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.BenchStack;
import dev.trustline.benchmarks.stack.Metrics;
import dev.trustline.benchmarks.stack.PhoneCrew;
import dev.trustline.benchmarks.stack.RegistryApi;
import dev.trustline.benchmarks.stack.StackPlan;
import dev.trustline.benchmarks.stack.Waiting;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.virtualdevice.LabPhone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A stack whose services have paired before, and what rows do with its phones. Confined to the measuring thread. */
final class WarmStack implements AutoCloseable {
    /** The size of pairing-service's pool unless a plan says otherwise. */
    static final int USUAL_POOL = 32;
    /** After so many pairings the processor time is measured. */
    static final int PAIRED_BEFORE = 300;
    /** After so many pairings times are measured: the second compiler is done with the code of a pairing (measured: they fall until then). */
    static final int LONG_IN_USE = 600;

    private static final String POOL = "trust_pairing_identity_pool";
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(2);

    private final Bench bench;
    private final BenchStack stack;
    private final int pool;
    private final RegistryApi rest;
    private final Metrics pairing;

    private WarmStack(Bench bench, BenchStack stack, int pool) throws BenchFailure {
        this.bench = bench;
        this.stack = stack;
        this.pool = pool;
        this.rest = stack.rest();
        this.pairing = stack.hostMetrics(EventSource.PAIRING_SERVICE);
    }

    /**
     * Starts it, pairs {@code first} phones and waits until the pool is full again and all is calm.
     *
     * @param phones that stay untouched for the row
     */
    static WarmStack start(Bench bench, StackPlan plan, int first, int pool) throws BenchFailure, InterruptedException {
        WarmStack warm = new WarmStack(bench, bench.stack(plan.tappedAtOnce(1, Math.max(1, first))), pool);
        warm.pairMore(first);
        return warm;
    }

    /** Pairs so many phones more, and waits until the pool is full again and all is calm. */
    void pairMore(int count) throws BenchFailure, InterruptedException {
        awaitPool(pool);
        if (count > 0) {
            bench.say("pairing " + count + " phones to warm up");
            pairNow(count);
            awaitPool(pool);
        }
        Waiting.pause(CALM);
    }

    /** A plan for {@code warmUp} phones that are tapped at once and {@code measured} ones whose owners wait. */
    static StackPlan plan(String name, int warmUp, int measured) {
        return StackPlan.phones(name, warmUp + measured);
    }

    BenchStack stack() {
        return stack;
    }

    RegistryApi rest() {
        return rest;
    }

    Metrics pairing() {
        return pairing;
    }

    PhoneCrew phones() {
        return stack.phones();
    }

    /** Plugs in the next so many phones, which are tapped at once, and waits until all are trusted. */
    private void pairNow(int count) throws BenchFailure, InterruptedException {
        List<LabPhone> phones = phones().take(count);
        for (LabPhone phone : phones) {
            phones().plug(phone);
        }
        awaitTrusted(phones, LONG, Duration.ofMillis(250));
    }

    /** Plugs in the next so many phones whose owners wait, and waits until the alert is up on all of them. */
    List<LabPhone> waiting(int count) throws BenchFailure, InterruptedException {
        List<LabPhone> phones = phones().take(count);
        for (LabPhone phone : phones) {
            phones().plug(phone);
        }
        phones().awaitAlerts(phones, LONG);
        return phones;
    }

    /** Waits until REST shows all of them as trusted. */
    void awaitTrusted(List<LabPhone> phones, Duration longest, Duration step) throws BenchFailure, InterruptedException {
        List<String> udids = PhoneCrew.udids(phones);
        Waiting.until(longest, step, () -> rest.areTrusted(udids), () -> udids.size() + " phones were trusted");
    }

    /** Waits until so many identities are ready. */
    void awaitPool(int size) throws BenchFailure, InterruptedException {
        Waiting.until(LONG, Duration.ofMillis(100), () -> pairing.value(POOL) >= size, () -> "the pool held " + size + " identities");
    }

    /** Whose time it was: the means of the phases since an earlier moment, by the services' own timers. */
    String phasesSince(Metrics.Snapshot pairingBefore, Metrics.Snapshot registryBefore) throws BenchFailure {
        double tapToRecord = pairing.snapshot().meanMillisSince(pairingBefore, "trust_pairing_tap_to_record");
        double toRegistry = stack.registryMetrics().snapshot().meanMillisSince(registryBefore, "trust_registry_record_to_registry");
        return String.format(Locale.ROOT, "means of the services' timers: tap→record %.0f ms, record→registry %.0f ms", tapToRecord, toRegistry);
    }

    @Override
    public void close() {
        stack.close();
    }
}
