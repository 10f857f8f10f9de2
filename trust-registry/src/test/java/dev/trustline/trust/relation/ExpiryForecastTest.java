package dev.trustline.trust.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Verified;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiryForecastTest {

    private static final RelationKey KEY = new RelationKey(Udid.parse("00008110001A2B3C4D5E6F70"), "rack-1");
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    @Test
    void theTimeIsThatOfTheDevice() {
        assertThat(ExpiryForecast.expiresAt(trusted(new DeviceFacts(null, null, "17.5.1", "iPhone")))).isEqualTo(T0.plus(Duration.ofDays(30)));
        assertThat(ExpiryForecast.expiresAt(trusted(new DeviceFacts(null, null, "9.3.5", "iPad")))).isEqualTo(T0.plus(Duration.ofDays(180)));
    }

    @Test
    void everyProofBeginsTheTimeAnew() {
        Relation verified = trusted(DeviceFacts.NONE).apply(new Verified(ResultFacts.of(KEY.udid(), KEY.host(), 1, Reason.ALREADY_TRUSTED).withRecord(RECORD)),
                origin(2, T0.plus(Duration.ofDays(20))), 1).relation();

        assertThat(ExpiryForecast.expiresAt(verified)).isEqualTo(T0.plus(Duration.ofDays(50)));
    }

    @Test
    void whereNothingIsTrustedOrProvenNothingExpires() {
        assertThat(ExpiryForecast.expiresAt(Relation.unknown(KEY, T0))).isNull();
        assertThat(ExpiryForecast.expiresAt(trusted(DeviceFacts.NONE)
                .apply(new Denied(ResultFacts.of(KEY.udid(), KEY.host(), 2, Reason.USER_DENIED)), origin(2, T0), 1).relation())).isNull();
    }

    private static Relation trusted(DeviceFacts device) {
        return Relation.unknown(KEY, T0).apply(new Trusted(ResultFacts.of(KEY.udid(), KEY.host(), 1, Reason.USER_ACCEPTED).withDevice(device).withRecord(RECORD)),
                origin(1, T0), 1).relation();
    }

    private static Origin origin(long sequence, Instant at) {
        EventId id = new EventId(5, sequence);
        return new Origin(id, sequence - 1, at, "x#" + id, null, null);
    }
}
