package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.TrustStatus;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.result.RelationResult;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.pairing.pairrecord.LabDeposit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One host and one phone to which anything may happen, in any order, also while the host is at work or waits; whatever happens,
 * what must always hold is looked at. Without threads and without time: a story goes on by itself where the lane asks or waits.
 */
final class StoryLab extends ModelLab {
    private static final String LOST_HOST = LabDeposit.under(Optional.of(HandshakeLab.LAB_KEY)).seal(PHONE, "bench-6", LOST).orElseThrow();
    private static final List<PairRecord> RECORDS = new ArrayList<>();
    private static final Supplier<HostIdentity> IDENTITIES = KnownKeys.identities();

    static {
        Stream.generate(IDENTITIES).limit(5).forEach(usedByTheModel -> { });
    }

    /** What may happen. */
    enum What {
        PLUG, UNPLUG, RENUMBERED, ON_NETWORK,
        ATTACHED, LISTED, CABLE_CHANGED, RECORD_SAVED, DOUBTED, VERIFY_DUE, AGAIN,
        TRUST, DO_NOT_TRUST, LOCK, UNLOCK, RESET, OTHER_TOOL, USBMUXD_LOSES,
        PAIR, VERIFY, UNPAIR, ADOPT, RESTORE, HOLD, RELEASE, HOST_HOLD, HOST_RELEASE, APPROVE, APPROVE_ANOTHER, REFUSE, WIFI, LOST_HOST_UNPAIR,
        POLICY_ALLOWS, POLICY_ASKS, POLICY_REFUSES, CRASH
    }

    /**
     * One thing that happens.
     *
     * @param patience how often the host asks or waits before it does, if the host is at work
     */
    record Step(What what, int patience) { }

    private final Deque<Step> story = new ArrayDeque<>();
    private final Set<String> givenUp = new HashSet<>();
    private final Set<PairingCommand> given = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private Optional<Attachment> attachment = Optional.empty();
    private HostHold.State hostHoldKept = HostHold.State.FREE;
    private Optional<String> goodBefore = Optional.empty();
    private Optional<String> unpairedBefore = Optional.empty();
    private boolean willing;
    private boolean locked;
    private boolean tapped;
    private boolean refused;
    private boolean denied;
    private String alertFor;
    private int attachments;
    private int records;
    private int commands;
    private int posts;
    private int patience;

    StoryLab() {
        say = ConsentPolicy.Say.ALLOW;
        afterEachWrite = this::look;
    }

    /** Tells the whole story; the host is idle, or dead and started again, after it. */
    void tell(List<Step> steps) {
        goodBefore = good();
        story.addAll(steps);
        while (!story.isEmpty()) {
            try {
                happen(story.remove());
            } catch (Death e) {
                startAgain();
            }
        }
    }

    private void startAgain() {
        try {
            restart();
        } catch (Death e) {
            startAgain();
        }
    }

    /** The cable is pulled and put in again, and the owner taps Trust as soon as somebody waits for it. */
    void plugAgain(ConsentPolicy.Say policy) {
        say = policy;
        locked = false;
        happen(new Step(What.UNPLUG, 0));
        willing = true;
        prompts = 0;
        happen(new Step(What.PLUG, 0));
    }

    private void happen(Step step) {
        told.add(step.what().name());
        switch (step.what()) {
            case PLUG -> appear(false, true);
            case UNPLUG -> disappear();
            case RENUMBERED -> appear(false, false);
            case ON_NETWORK -> appear(true, true);
            case ATTACHED -> post(this::attached);
            case LISTED -> post(this::listed);
            case CABLE_CHANGED -> post(this::cableChanged);
            case RECORD_SAVED -> post(this::recordSaved);
            case DOUBTED -> post(() -> lanes.doubted(PHONE));
            case VERIFY_DUE -> post(() -> lanes.verify(new ProofSchedule.Due(PHONE, Verification.Occasion.SCHEDULE), () -> { }));
            case AGAIN -> given.stream().sorted(Comparator.comparing(Object::toString)).skip(posts % Math.max(1, given.size())).findFirst()
                    .ifPresent(command -> post(() -> deliver(command)));
            case TRUST -> tapped = tapped || alertFor != null && !refused;
            case DO_NOT_TRUST -> refused = refused || alertFor != null && !tapped;
            case LOCK -> locked = true;
            case UNLOCK -> locked = false;
            case RESET -> {
                knownToPhone.clear();
                alertFor = null;
                tapped = false;
                refused = false;
            }
            case OTHER_TOOL -> {
                knownToPhone.add(THEIRS.hostId());
                atUsbmuxd = Optional.of(THEIRS);
                post(this::recordSaved);
            }
            case USBMUXD_LOSES -> atUsbmuxd = Optional.empty();
            case PAIR -> ask(new PairingRequested(PHONE, HOST, person()));
            case VERIFY -> ask(new VerificationRequested(PHONE, HOST, person()));
            case UNPAIR -> ask(new UnpairRequested(PHONE, HOST, person()));
            case ADOPT -> ask(new RecordAdoptRequested(PHONE, HOST, person()));
            case RESTORE -> ask(new RecordRestoreRequested(PHONE, HOST, person()));
            case HOLD -> ask(new HoldRequested(PHONE, HOST, person()));
            case RELEASE -> ask(new ReleaseRequested(PHONE, HOST, person()));
            case HOST_HOLD -> post(this::holdHost);
            case HOST_RELEASE -> post(hostHold::release);
            case APPROVE -> ask(new ApprovalGranted(PHONE, HOST, stored.attempt(), person()));
            case APPROVE_ANOTHER -> ask(new ApprovalGranted(PHONE, HOST, stored.attempt() + 1, person()));
            case REFUSE -> ask(new ApprovalRefused(PHONE, HOST, stored.attempt(), person()));
            case WIFI -> ask(new WifiSetRequested(PHONE, HOST, true, person()));
            case LOST_HOST_UNPAIR -> ask(new LostHostUnpairRequested(PHONE, HOST, "bench-6", LOST.fingerprint(), LOST_HOST, person()));
            case POLICY_ALLOWS -> say = ConsentPolicy.Say.ALLOW;
            case POLICY_ASKS -> say = ConsentPolicy.Say.ASK;
            case POLICY_REFUSES -> say = ConsentPolicy.Say.REFUSE;
            case CRASH -> throw new Death();
        }
    }

    private void appear(boolean overNetwork, boolean isNews) {
        boolean isRenumbered = !isNews && attachment.isPresent();
        if (!isRenumbered) {
            endOfCable();
        }
        denied = false;
        attachment = Optional.of(new Attachment(PHONE, ++attachments, overNetwork));
        post(this::cableChanged);
        if (isNews) {
            post(this::attached);
        }
    }

    private void disappear() {
        endOfCable();
        attachment = Optional.empty();
        post(this::cableChanged);
    }

    private void endOfCable() {
        alertFor = null;
        tapped = false;
        refused = false;
        denied = false;
    }

    private void post(Runnable message) {
        posts++;
        message.run();
    }

    private void ask(PairingCommand command) {
        given.add(command);
        post(() -> command(command));
    }

    private String person() {
        return "anna" + ++commands;
    }

    private void holdHost() {
        try {
            hostHold.hold(HostHold.Hold.askedBy("anna"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The host asks or waits: if the next thing is to happen now, it does. */
    private void goOn() {
        if (story.isEmpty()) {
            return;
        }
        if (patience++ >= story.peek().patience()) {
            patience = 0;
            happen(story.remove());
        }
        if (isWaitingForAPerson()) {
            goOnUntilToldSomething();
        }
    }

    /** Such a wait ends with a message only. */
    private boolean isWaitingForAPerson() {
        return newest().filter(r -> r.status() == TrustStatus.AWAITING_APPROVAL).isPresent();
    }

    private void goOnUntilToldSomething() {
        for (int before = posts; posts == before && !story.isEmpty();) {
            happen(story.remove());
        }
    }

    Optional<RelationResult> newest() {
        return said.stream().filter(RelationResult.class::isInstance).map(RelationResult.class::cast).reduce((first, second) -> second);
    }

    @Override
    Answer<Attachment> where() {
        goOn();
        if (attachment.isPresent() && story.isEmpty() && isWaitingForAPerson() && !willing) {
            leave();
        }
        return attachment.<Answer<Attachment>>map(Answer.Given::new).orElse(new Answer.None<>(Answer.Trouble.NOT_ATTACHED));
    }

    @Override
    void hungUp() {
        goOn();
        if (attachment.isPresent() && story.isEmpty() && isWaitingForAPerson() && !willing) {
            leave();
        }
    }

    /** Where the story ends during a wait the cable is pulled. */
    private void leave() {
        endOfCable();
        attachment = Optional.empty();
        cableChanged();
    }

    @Override
    Optional<Answer.Trouble> unreachable(Attachment asked) {
        return attachment.filter(asked::equals).isPresent() ? Optional.empty() : Optional.of(Answer.Trouble.NOT_ATTACHED);
    }

    @Override
    Answer<DeviceGateway.Proof> answerSession(PairRecord record) {
        if (locked && story.isEmpty()) {
            locked = false;
        }
        return locked ? isLocked() : super.answerSession(record);
    }

    private static <T> Answer<T> isLocked() {
        return new Answer.Refused<>(DeviceErrorKind.PASSWORD_PROTECTED, "PasswordProtected");
    }

    @Override
    Answer<Optional<byte[]>> answerPair(Attachment asked, PairRecord candidate) {
        assertThat(asked.overNetwork()).as("never Pair over network: %s", this).isFalse();
        assertThat(stored.isHeld() || hostHoldKept.hold().isPresent()).as("a held device never prompts: %s", this).isFalse();
        assertThat(denied && unanswered().stream().noneMatch(PairingRequested.class::isInstance)).as("no alert after Don't Trust on one cable: %s", this).isFalse();
        assertThat(knownToPhone).as("a phone that trusts this host is not asked: %s", this).doesNotContain(candidate.hostId());
        assertThat(good().filter(knownToPhone::contains)).as("a phone that trusts this host is not asked: %s", this).isEmpty();
        if (locked && story.isEmpty()) {
            locked = false;
        }
        if (locked) {
            return isLocked();
        }
        if (tapped) {
            endOfCable();
            knownToPhone.add(candidate.hostId());
            return new Answer.Given<>(Optional.of(new byte[32]));
        }
        if (refused) {
            endOfCable();
            denied = true;
            return new Answer.Refused<>(DeviceErrorKind.USER_DENIED_PAIRING, "UserDeniedPairing");
        }
        assertThat(alertFor == null || alertFor.equals(candidate.hostId())).as("never two alerts at once: %s", this).isTrue();
        prompts += alertFor == null ? 1 : 0;
        denied = false;
        alertFor = candidate.hostId();
        return new Answer.Refused<>(DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING, "PairingDialogResponsePending");
    }

    @Override
    TapWatch.Wake awaitTap() {
        if (willing) {
            tapped = alertFor != null;
            return TapWatch.Wake.TAPPED;
        }
        if (story.isEmpty()) {
            leave();
            return TapWatch.Wake.MESSAGE;
        }
        goOn();
        return tapped ? TapWatch.Wake.TAPPED : refused ? TapWatch.Wake.ENDED : TapWatch.Wake.MESSAGE;
    }

    @Override
    Duration detachGrace() {
        return Duration.ofMillis(2);
    }

    @Override
    HostHold.Memory hostHoldMemory() {
        return new HostHold.Memory() {
            @Override
            public HostHold.State read() {
                return hostHoldKept == null ? HostHold.State.FREE : hostHoldKept;
            }

            @Override
            public void write(HostHold.State state) {
                hostHoldKept = state;
            }
        };
    }

    @Override
    PairRecord next() {
        return record(records++);
    }

    /** Keys are costly, so every story has the same records. */
    private static synchronized PairRecord record(int number) {
        while (RECORDS.size() <= number) {
            HostIdentity identity = IDENTITIES.get();
            RECORDS.add(PairingCertificates.issue(identity, identity.hostCertificate().getSubjectPublicKeyInfo(), "BUID", Instant.now()));
        }
        return RECORDS.get(number);
    }

    private Set<String> madeHere() {
        Set<String> made = new HashSet<>(Set.of(OURS.hostId()));
        RECORDS.subList(0, records).forEach(r -> made.add(r.hostId()));
        return made;
    }

    /** After each write. */
    private void look() {
        goodBefore.filter(g -> knownToPhone.contains(g) && !good().equals(goodBefore)).ifPresent(lost -> {
            assertThat(good().filter(knownToPhone::contains)).as("a good record is never lost: %s", this).isPresent();
            givenUp.add(lost);
        });
        goodBefore = good();
        Set<String> works = new HashSet<>(madeHere());
        works.retainAll(knownToPhone);
        works.removeAll(givenUp);
        assertThat(inVault()).as("what the phone knows of this host: %s", this).containsAll(works);
        if (!stored.unpairedBy().equals(unpairedBefore)) {
            alertFor = null;
        }
        unpairedBefore = stored.unpairedBy();
        attemptsAreNumberedInOrder();
    }

    private void attemptsAreNumberedInOrder() {
        List<Integer> attempts = said.stream().filter(RelationResult.class::isInstance).map(r -> ((RelationResult) r).facts().attempt()).toList();
        for (int i = 1; i < attempts.size(); i++) {
            assertThat(attempts.get(i)).as("one numbering: %s", this).isBetween(attempts.get(i - 1), attempts.get(i - 1) + 1);
        }
    }

    /** Whether pairing is held, for the phone or for the host. */
    boolean isHeld() {
        return stored.isHeld() || hostHoldKept.hold().isPresent();
    }

    boolean works(Optional<String> hostId) {
        return hostId.filter(knownToPhone::contains).isPresent();
    }

    /** Commands that have no answer. */
    List<PairingCommand> unanswered() {
        return given.stream().filter(command -> answerTo(command) == null).toList();
    }

    String name(Optional<String> hostId) {
        return hostId.map(id -> id.equals(OURS.hostId()) ? "ours" : id.equals(THEIRS.hostId()) ? "theirs" : "new").orElse("none");
    }

    @Override
    public String toString() {
        return "told " + told + ", " + super.toString();
    }
}
