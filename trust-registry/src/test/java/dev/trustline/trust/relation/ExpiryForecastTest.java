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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryForecastTest {

    private static final RelationKey KEY = new RelationKey(Udid.parse("00008110001A2B3C4D5E6F70"), "rack-1");
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    @ParameterizedTest
    @CsvSource({
        "17.5.1, iPhone, 30", "11.0, iPhone, 30", "26.1, iPad, 30", "10.3.3, iPhone, 180", "9.0, iPod, 180", "7, iPhone, 180",
        "10.1, Watch, 30", "4.0, Watch, 30", "3.2.3, Watch, 180", "10.2, AppleTV, 180",
        ", iPhone, 30", "beta, iPhone, 30", "99999999999, iPhone, 30", "17.5.1, , 30",
    })
    void theIdleTimeIsThatOfTheVersionAndAnUnknownOneIsTakenForNew(String version, String deviceClass, int days) {
        Relation trusted = trusted(new DeviceFacts(null, null, version, deviceClass));

        assertThat(ExpiryForecast.expiresAt(trusted)).isEqualTo(T0.plus(Duration.ofDays(days)));
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
