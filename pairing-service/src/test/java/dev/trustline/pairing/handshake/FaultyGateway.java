package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The gateway with faults that a virtual phone does not have: each fault spoils one answer, after the phone has given it. */
final class FaultyGateway implements DeviceGateway {
    final Queue<UnaryOperator<Answer<Proof>>> sessions = new ConcurrentLinkedQueue<>();
    final Queue<UnaryOperator<Answer<Proof>>> sessionsAfterPair = new ConcurrentLinkedQueue<>();
    final Queue<UnaryOperator<Answer<Optional<byte[]>>>> pairs = new ConcurrentLinkedQueue<>();
    final Queue<UnaryOperator<Answer<Boolean>>> unpairs = new ConcurrentLinkedQueue<>();
    final AtomicInteger sessionsTried = new AtomicInteger();
    final AtomicInteger pairsSent = new AtomicInteger();
    final AtomicInteger pairsOverTheAir = new AtomicInteger();
    final AtomicInteger listeningsToRefuse = new AtomicInteger();
    final AtomicInteger introductionsToRefuse = new AtomicInteger();
    final Queue<TapWatch> watches = new ConcurrentLinkedQueue<>();
    volatile boolean losesUnpairs;
    volatile boolean saysLockedInsteadOfPending;
    volatile boolean staysOnTheNetwork;
    volatile boolean restoring;
    private volatile DeviceGateway real;

    DeviceGateway over(DeviceGateway gateway) {
        real = gateway;
        return this;
    }

    void breakSessions(int count, Answer.Trouble trouble) {
        for (int i = 0; i < count; i++) {
            sessions.add(given -> new Answer.None<>(trouble));
        }
    }

    /** The notification proxies hang up. */
    void hangUp() {
        watches.forEach(TapWatch::close);
    }

    private static <T> Answer<T> spoilt(Queue<UnaryOperator<Answer<T>>> faults, Answer<T> answer) {
        UnaryOperator<Answer<T>> fault = faults.poll();
        return fault == null ? answer : fault.apply(answer);
    }

    @Override
    public Answer<Attachment> find(Udid udid) {
        Answer<Attachment> found = real.find(udid);
        return staysOnTheNetwork && !(found instanceof Answer.Given) ? new Answer.Given<>(new Attachment(udid, 9_999, true)) : found;
    }

    @Override
    public Answer<Proof> prove(Attachment attachment, PairRecord record, boolean askForSetup) {
        sessionsTried.incrementAndGet();
        return spoilt(sessions, real.prove(attachment, record, askForSetup));
    }

    @Override
    public Answer<Boolean> unpair(Attachment attachment, PairRecord record) {
        return losesUnpairs ? new Answer.None<>(Answer.Trouble.UNREACHABLE) : spoilt(unpairs, real.unpair(attachment, record));
    }

    @Override
    public Answer<Boolean> unpairHost(Attachment attachment, HostIdDeposit.HostId hostId) {
        return spoilt(unpairs, real.unpairHost(attachment, hostId));
    }

    @Override
    public Answer<Optional<Boolean>> switchWifi(Attachment attachment, PairRecord record, boolean enabled) {
        return real.switchWifi(attachment, record, enabled);
    }

    @Override
    public boolean forbidsWifi() {
        return real.forbidsWifi();
    }

    @Override
    public Conversation converse(Attachment attachment) {
        Conversation talk = real.converse(attachment);
        return new Conversation() {
            @Override
            public Answer<DeviceIdentity> introduce() {
                if (introductionsToRefuse.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    return new Answer.None<>(Answer.Trouble.UNREACHABLE);
                }
                return restoring ? new Answer.None<>(Answer.Trouble.RESTORE_MODE) : talk.introduce();
            }

            @Override
            public Answer<TapWatch> watchForTap() {
                if (listeningsToRefuse.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    return new Answer.None<>(Answer.Trouble.UNREACHABLE);
                }
                Answer<TapWatch> answer = talk.watchForTap();
                if (answer instanceof Answer.Given<TapWatch> given) {
                    watches.add(given.value());
                }
                return answer;
            }

            @Override
            public Answer<Optional<byte[]>> pair(PairRecord candidate) {
                if (attachment.overNetwork()) {
                    pairsOverTheAir.incrementAndGet();
                }
                pairsSent.incrementAndGet();
                Answer<Optional<byte[]>> answer = talk.pair(candidate);
                if (saysLockedInsteadOfPending && answer instanceof Answer.Refused) {
                    return new Answer.Refused<>(DeviceErrorKind.PASSWORD_PROTECTED, "PasswordProtected");
                }
                return answer instanceof Answer.Given ? spoilt(pairs, answer) : answer;
            }

            @Override
            public SupervisedAnswer pairSupervised(PairRecord candidate, SupervisionIdentity identity) {
                pairsSent.incrementAndGet();
                return talk.pairSupervised(candidate, identity);
            }

            @Override
            public Answer<Proof> prove(PairRecord record, DeviceIdentity device, boolean askForSetup) {
                return spoilt(sessionsAfterPair, talk.prove(record, device, askForSetup));
            }

            @Override
            public void close() {
                talk.close();
            }
        };
    }
}
