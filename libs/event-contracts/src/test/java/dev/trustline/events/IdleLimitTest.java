package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleLimitTest {

    @ParameterizedTest
    @CsvSource({
        "17.5.1, iPhone, 30", "11.0, iPhone, 30", "26.1, iPad, 30", "10.3.3, iPhone, 180", "9.0, iPod, 180", "7, iPhone, 180",
        "10.1, Watch, 30", "4.0, Watch, 30", "3.2.3, Watch, 180", "10.2, AppleTV, 180", "11.0, AppleTV, 30",
        ", iPhone, 30", "beta, iPhone, 30", "99999999999, iPhone, 30", "17.5.1, , 30", ", , 30",
    })
    void theLimitIsThatOfTheVersionAndAnUnknownOneIsTakenForNew(String version, String deviceClass, int days) {
        DeviceFacts device = new DeviceFacts(null, null, version, deviceClass);
        Duration limit = Duration.ofDays(days);

        assertThat(IdleLimit.of(device)).isEqualTo(limit);
        assertThat(IdleLimit.isReached(device, limit.minusMillis(1))).isFalse();
        assertThat(IdleLimit.isReached(device, limit)).isTrue();
    }

    @Test
    void noClockThatWentBackReachesIt() {
        assertThat(IdleLimit.isReached(DeviceFacts.NONE, Duration.ofDays(-40))).isFalse();
    }
}
