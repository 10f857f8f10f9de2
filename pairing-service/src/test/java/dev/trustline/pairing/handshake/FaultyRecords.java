package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** usbmuxd's records, some of whose answers are lost. */
final class FaultyRecords implements UsbmuxdRecords {
    volatile Answer.Trouble reading;
    final AtomicInteger deletionsToFail = new AtomicInteger();
    final AtomicInteger readingsToFail = new AtomicInteger();
    final AtomicInteger savesToFail = new AtomicInteger();
    final AtomicInteger saved = new AtomicInteger();
    private volatile boolean savedUnread;
    private volatile UsbmuxdRecords real;

    UsbmuxdRecords over(UsbmuxdRecords records) {
        real = records;
        return this;
    }

    @Override
    public Answer<Optional<PairRecord>> read(Attachment attachment) {
        savedUnread = false;
        if (isNext(readingsToFail)) {
            return new Answer.None<>(Answer.Trouble.UNREACHABLE);
        }
        return reading == null ? real.read(attachment) : new Answer.None<>(reading);
    }

    @Override
    public Answer<Boolean> save(Attachment attachment, PairRecord record) {
        saved.incrementAndGet();
        savedUnread = true;
        return isNext(savesToFail) ? new Answer.None<>(Answer.Trouble.UNREACHABLE) : real.save(attachment, record);
    }

    @Override
    public Answer<Boolean> delete(Attachment attachment) {
        return isNext(deletionsToFail) ? new Answer.None<>(Answer.Trouble.UNREACHABLE) : real.delete(attachment);
    }

    /** This host has looked at what it saved last, since usbmuxd tells it of that too. */
    boolean isOwnSaveHeard() {
        return !savedUnread;
    }

    private static boolean isNext(AtomicInteger faults) {
        return faults.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    @Override
    public Answer<String> systemBuid() {
        return real.systemBuid();
    }
}
