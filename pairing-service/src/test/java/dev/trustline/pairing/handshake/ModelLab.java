package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.Connection;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.pairing.pairrecord.LabDeposit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One host and one phone without sockets, threads or time: the lanes are the real ones, the phone taps Trust as soon as it is
 * waited for. The host can die before and after every single write: to its vault, to usbmuxd, to the phone, to the bus.
 */
class ModelLab {
    static final String HOST = "bench-7";
    static final Udid PHONE = Udid.parse("00008110-0000000000000001");
    /** Of this host, of another tool, of a lost host, and what this host makes next. */
    static final PairRecord OURS;
    static final PairRecord THEIRS;
    static final PairRecord LOST;
    private static final List<PairRecord> NEXT;

    static {
        List<PairRecord> records = Stream.generate(KnownKeys.identities()).limit(5)
                .map(id -> PairingCertificates.issue(id, id.hostCertificate().getSubjectPublicKeyInfo(), "BUID", Instant.now())).toList();
        OURS = records.get(0);
        THEIRS = records.get(1);
        LOST = records.get(2);
        NEXT = records.subList(3, 5);
    }

    final Set<String> knownToPhone = new LinkedHashSet<>();
    final List<PairingResult> said = new ArrayList<>();
    final Map<String, PairingResult> answers = new HashMap<>();
    final List<String> writes = new ArrayList<>();
    Optional<PairRecord> atUsbmuxd = Optional.empty();
    boolean usbmuxdIsSilent;
    VaultEntry stored = VaultEntry.blank(PHONE);
    ConsentPolicy.Say say = ConsentPolicy.Say.ALLOW;
    String productVersion = "17.5.1";
    /** usbmuxd's number of the cable, 0 for none. */
    int cable = 7;
    boolean setupDone = true;
    boolean denied;
    boolean vaultIsBroken;
    int prompts;
    Runnable afterEachWrite = () -> { };
    final Map<PairingCommand, Envelope> asked = new java.util.LinkedHashMap<>();
    HostHold hostHold;
    Lanes lanes;
    private final Deque<PairRecord> unused = new ArrayDeque<>(NEXT);
    private boolean alertUp;
    private boolean tapped;
    private long numbers;
    private int started;
    private int dieAt = Integer.MAX_VALUE;
    private boolean dieAfter;

    /** The host is dead. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    ModelLab() {
        start();
    }

    /** The phone trusts the host, and all three have the same record. */
    static ModelLab trusted() {
        ModelLab lab = new ModelLab();
        lab.knownToPhone.add(OURS.hostId());
        lab.atUsbmuxd = Optional.of(OURS);
        lab.vaultHas(OURS);
        return lab;
    }

    ModelLab vaultHas(PairRecord record) {
        stored = stored.beginAttempt().proven(new VaultEntry.GoodRecord(record, RecordFacts.Origin.PAIRED, Instant.now(), false, false));
        return this;
    }

    /** The host will die at this write, from 1. */
    void dieAt(int write, boolean after) {
        dieAt = writes.size() + write;
        dieAfter = after;
    }

    /** True if the host dies of it. */
    boolean isDeadly(Runnable events) {
        try {
            events.run();
            return false;
        } catch (Death e) {
            return true;
        }
    }

    /** As the service starts: first what usbmuxd lists, then every command that may be alive, answered or not. */
    void restart() {
        dieAt = Integer.MAX_VALUE;
        start();
        listed();
        List.copyOf(asked.keySet()).forEach(this::deliver);
    }

    private void start() {
        Life life = new Life(++started);
        hostHold = new HostHold(hostHoldMemory());
        HandshakeSettings settings = new HandshakeSettings(HOST, Duration.ZERO, detachGrace(), Duration.ofMinutes(5), Optional.of(Duration.ofMinutes(5)),
                Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), 1, Duration.ofMillis(1));
        lanes = new Lanes(new HandshakeParts(life, life, life, life, (udid, facts) -> new ConsentPolicy.Decision(say, "policy:test"), Supervision.NONE,
                life::report, (outcome, since) -> { }, new Permits(4, new Calm()), settings, Clock.systemUTC(), hostHold,
                new HostIdentityGuard(hostHold, new HostIdentityGuard.Rule(0, Duration.ofMinutes(1)), HOST, Clock.systemUTC(), life::report),
                BackupAnnouncements.NOBODY, LabDeposit.under(Optional.of(HandshakeLab.LAB_KEY))), Runnable::run, 8, e -> {
                    if (!(e instanceof Vault.VaultUnusable)) {
                        throw new AssertionError("a step failed", e);
                    }
                });
        hostHold.onChange(lanes::hostHoldChanged);
    }

    void listed() {
        lanes.listed(PHONE);
    }

    void attached() {
        lanes.attached(new DeviceAttached(PHONE, HOST, Connection.USB, null, null, null, 1L, "usbmux"), envelope());
    }

    /** Another cable session, as after an unplug and a plug. */
    void plugged() {
        cable++;
        cableChanged();
        attached();
    }

    /** Another cable, of a usbmuxd that was started anew and counts from the same number again. */
    void plugBackUnderTheSameNumber() {
        int number = cable;
        cable = 0;
        cableChanged();
        cable = number;
        attached();
    }

    void notListed() {
        lanes.notListed(PHONE);
    }

    void mended() {
        vaultIsBroken = false;
        lanes.lookAgainAfterTrouble();
    }

    void cableChanged() {
        lanes.cableChanged(PHONE);
    }

    void recordSaved() {
        lanes.recordSaved(PHONE);
    }

    /** The same command is the same one however often it is given. */
    void command(PairingCommand command) {
        asked.computeIfAbsent(command, c -> envelope().addressedTo(HOST, Instant.now().plusSeconds(900)));
        deliver(command);
    }

    void deliver(PairingCommand command) {
        lanes.commanded(PHONE, command, asked.get(command), () -> { });
    }

    PairingResult answerTo(PairingCommand command) {
        return answers.get(asked.get(command).id().toString());
    }

    private Envelope envelope() {
        return Envelope.of(new EventId(1, ++numbers), EventSource.registry(), Instant.now(), 0);
    }

    /** {@code state/reason} of all that was said. */
    List<String> history() {
        return said.stream().filter(RelationResult.class::isInstance).map(RelationResult.class::cast)
                .map(r -> r.status().wireText() + "/" + r.facts().reason().wireText()).toList();
    }

    Optional<String> good() {
        return stored.good().map(g -> g.record().hostId());
    }

    /** What the host could open a session with. */
    Set<String> inVault() {
        return Stream.concat(good().stream(), stored.candidate().map(PairRecord::hostId).stream()).collect(Collectors.toSet());
    }

    Optional<String> usbmuxdHas() {
        return atUsbmuxd.map(PairRecord::hostId);
    }

    /** Where the phone is: on the cable, unless a test has it elsewhere. */
    Answer<Attachment> where() {
        return cable == 0 ? new Answer.None<>(Answer.Trouble.NOT_ATTACHED) : new Answer.Given<>(new Attachment(PHONE, cable, false));
    }

    Duration detachGrace() {
        return Duration.ZERO;
    }

    HostHold.Memory hostHoldMemory() {
        return new FreeHost();
    }

    /** A record for the next attempt. */
    PairRecord next() {
        return unused.remove();
    }

    /** Why the phone gives no answer to whom usbmuxd knew it by this attachment; empty if it does. */
    Optional<Answer.Trouble> unreachable(Attachment attachment) {
        return Optional.empty();
    }

    /** The phone is asked for a session. */
    Answer<DeviceGateway.Proof> answerSession(PairRecord record) {
        return knownToPhone.contains(record.hostId()) ? new Answer.Given<>(new DeviceGateway.Proof(Optional.of(setupDone), Optional.empty())) : forgotten();
    }

    /** The phone is asked to pair. */
    Answer<Optional<byte[]>> answerPair(Attachment attachment, PairRecord candidate) {
        if (denied) {
            return new Answer.Refused<>(DeviceErrorKind.USER_DENIED_PAIRING, "UserDeniedPairing");
        }
        if (tapped) {
            knownToPhone.add(candidate.hostId());
            return new Answer.Given<>(Optional.of(new byte[32]));
        }
        prompts += alertUp ? 0 : 1;
        alertUp = true;
        return new Answer.Refused<>(DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING, "PairingDialogResponsePending");
    }

    /** Somebody waits for the tap. */
    TapWatch.Wake awaitTap() {
        tapped = true;
        return TapWatch.Wake.TAPPED;
    }

    /** A conversation with the phone has ended. */
    void hungUp() {
        // nothing follows
    }

    static <T> Answer<T> forgotten() {
        return new Answer.Refused<>(DeviceErrorKind.INVALID_HOST_ID, "InvalidHostID");
    }

    private static final class FreeHost implements HostHold.Memory {
        @Override
        public HostHold.State read() {
            return HostHold.State.FREE;
        }

        @Override
        public void write(HostHold.State state) {
            throw new AssertionError("nothing holds this host");
        }
    }

    /** One process, from its start to its death, and what it sees of the world. */
    private final class Life implements Vault, UsbmuxdRecords, RecordMint, DeviceGateway {
        private final int number;
        private boolean dead;

        Life(int number) {
            this.number = number;
        }

        private void alive() {
            if (dead || number != started) {
                throw new Death();
            }
        }

        private <T> T write(String what, Supplier<T> act) {
            alive();
            writes.add(what);
            boolean last = writes.size() == dieAt;
            if (last && !dieAfter) {
                dead = true;
                throw new Death();
            }
            T result = act.get();
            afterEachWrite.run();
            if (last) {
                dead = true;
                throw new Death();
            }
            return result;
        }

        void report(PairingResult result, ResultSink.Origin origin, Optional<String> answering, Runnable written) {
            write("bus", () -> {
                said.add(result);
                answering.ifPresent(id -> answers.put(id, result));
                return true;
            });
            written.run();
        }

        @Override
        public VaultEntry load(Udid udid) {
            alive();
            return stored;
        }

        @Override
        public void save(VaultEntry entry) {
            if (vaultIsBroken) {
                throw new VaultUnusable("the disk is full", null);
            }
            write("vault", () -> stored = entry);
        }

        @Override
        public Answer<Optional<PairRecord>> read(Attachment attachment) {
            alive();
            return usbmuxdIsSilent ? new Answer.None<>(Answer.Trouble.UNREACHABLE) : new Answer.Given<>(atUsbmuxd);
        }

        @Override
        public Answer<Boolean> save(Attachment attachment, PairRecord record) {
            write("usbmuxd", () -> atUsbmuxd = Optional.of(record));
            return new Answer.Given<>(true);
        }

        @Override
        public Answer<Boolean> delete(Attachment attachment) {
            return write("usbmuxd", () -> {
                boolean had = atUsbmuxd.isPresent();
                atUsbmuxd = Optional.empty();
                return new Answer.Given<>(had);
            });
        }

        @Override
        public Answer<String> systemBuid() {
            alive();
            return new Answer.Given<>("BUID");
        }

        @Override
        public PairRecord mint(DeviceIdentity device, String systemBuid) {
            return next();
        }

        @Override
        public boolean fits(PairRecord record, DeviceIdentity device) {
            return true;
        }

        @Override
        public Answer<Attachment> find(Udid udid) {
            alive();
            return where();
        }

        @Override
        public Answer<Proof> prove(Attachment attachment, PairRecord record, boolean askForSetup) {
            alive();
            return to(attachment, () -> answerSession(record));
        }

        @Override
        public Answer<Boolean> unpair(Attachment attachment, PairRecord record) {
            return forget(attachment, record.hostId());
        }

        @Override
        public Answer<Optional<Boolean>> switchWifi(Attachment attachment, PairRecord record, boolean enabled) {
            alive();
            return to(attachment, () -> knownToPhone.contains(record.hostId()) ? new Answer.Given<>(Optional.of(enabled)) : forgotten());
        }

        @Override
        public boolean forbidsWifi() {
            return false;
        }

        @Override
        public Answer<Boolean> unpairHost(Attachment attachment, HostIdDeposit.HostId hostId) {
            return forget(attachment, hostId.value());
        }

        private Answer<Boolean> forget(Attachment attachment, String hostId) {
            return write("phone", () -> to(attachment, () -> knownToPhone.remove(hostId) ? new Answer.Given<>(true) : forgotten()));
        }

        private <T> Answer<T> to(Attachment attachment, Supplier<Answer<T>> answer) {
            return unreachable(attachment).<Answer<T>>map(Answer.None::new).orElseGet(answer);
        }

        @Override
        public Conversation converse(Attachment attachment) {
            return new Talk(this, attachment);
        }
    }

    /** Before any session. */
    private final class Talk implements DeviceGateway.Conversation {
        private final Life life;
        private final Attachment attachment;

        Talk(Life life, Attachment attachment) {
            this.life = life;
            this.attachment = attachment;
        }

        @Override
        public Answer<DeviceIdentity> introduce() {
            life.alive();
            return life.to(attachment, () -> new Answer.Given<>(
                    new DeviceIdentity(new DeviceFacts("phone", "iPhone14,5", productVersion, "iPhone"), new byte[0], Optional.empty(), Optional.empty())));
        }

        @Override
        public Answer<TapWatch> watchForTap() {
            life.alive();
            return life.to(attachment, () -> new Answer.Given<>(new Owner()));
        }

        @Override
        public Answer<Optional<byte[]>> pair(PairRecord candidate) {
            return life.write("phone", () -> life.to(attachment, () -> answerPair(attachment, candidate)));
        }

        @Override
        public DeviceGateway.SupervisedAnswer pairSupervised(PairRecord candidate, dev.trustline.lockdown.pairing.SupervisionIdentity identity) {
            throw new AssertionError("there is no supervision identity");
        }

        @Override
        public Answer<DeviceGateway.Proof> prove(PairRecord record, DeviceIdentity device, boolean askForSetup) {
            return life.prove(attachment, record, askForSetup);
        }

        @Override
        public void close() {
            hungUp();
        }
    }

    /** Taps as soon as somebody waits for it. */
    private final class Owner implements TapWatch {
        @Override
        public Wake await(Duration atMost) {
            return awaitTap();
        }

        @Override
        public void wake() {
            // nobody waits
        }

        @Override
        public void close() {
            // there is no connection
        }
    }

    @Override
    public String toString() {
        return "phone " + knownToPhone.size() + ", said " + history() + ", writes " + writes + Arrays.toString(answers.keySet().toArray());
    }
}
