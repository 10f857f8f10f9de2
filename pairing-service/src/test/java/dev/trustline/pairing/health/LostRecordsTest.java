package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LostRecordsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final LostRecords lost = new LostRecords(Path.of("/var/lib/lockdown"), now::get);

    private void verified(int device, Reason reason) {
        Udid udid = Udid.parse(String.format("00008110-%016X", device));
        RecordFacts record = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);
        lost.reported(new Verified(ResultFacts.of(udid, "bench-7", 1, reason).withRecord(record)));
    }

    @Test
    void recordsOfSeveralDevicesThatWerePutBackAreAProblemThatSaysWhereToLookAndEndsAfterAnHour() {
        verified(1, Reason.RESTORED);
        verified(2, Reason.RESTORED);
        verified(2, Reason.RESTORED);
        verified(3, Reason.ALREADY_TRUSTED);
        assertThat(lost.problems()).as("two devices").isEmpty();
        now.addAndGet(Duration.ofMinutes(50).toNanos());
        verified(3, Reason.RESTORED);
        assertThat(lost.problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(ProblemCode.USBMUXD_RECORDS_LOST.wireText());
            assertThat(p.detail()).contains("3 devices").contains("/var/lib/lockdown");
        });
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        assertThat(lost.problems()).as("the first two are long ago").isEmpty();
    }
}
