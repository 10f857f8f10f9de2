package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.result.PairingResult;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();
    private final EventData attached = Samples.all().get(0);
    private final Headers headers = codec.headers(Samples.event(attached));
    private final byte[] value = codec.value(Samples.event(attached));

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_subject", "ce_type", "ce_time"})
    void aMissingHeaderIsNamed(String name) {
        headers.remove(name);
        assertUnreadable(headers, value, "header " + name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_type, dev.trustline.usb.device-exploded.v1, unknown type dev.trustline.usb.device-exploded.v1",
        "ce_id, 12, malformed header",
        "ce_time, yesterday, malformed header",
        "ce_source, /nowhere, unknown source /nowhere",
        "ce_specversion, 0.3, unknown ce_specversion",
        "ce_subject, 00008110-0000000000000000, ce_subject differs",
    })
    void aMalformedHeaderIsSaidToBeSo(String name, String text, String reason) {
        headers.remove(name);
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
        assertUnreadable(headers, value, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "not json|data is not JSON",
        "[]|data is not a JSON object",
        "{}|data does not fit",
        "{\"udid\":\"nonsense\",\"host\":\"h\"}|data does not fit",
    })
    void unreadableDataIsSaidToBeSo(String text, String reason) {
        assertUnreadable(headers, text.getBytes(StandardCharsets.UTF_8), reason);
    }

    @Test
    void aTombstoneIsNoEvent() {
        assertUnreadable(headers, null, "no data");
    }

    @Test
    void aTypeOfAnotherTopicIsRefused() {
        assertThatThrownBy(() -> codec.read(headers, value, PairingResult.class))
                .isInstanceOf(UnreadableEvent.class).hasMessageContaining("does not belong on this topic");
    }

    @Test
    void theAddressIsReadWithoutDecoding() {
        assertThat(EventHeaders.sourceHost(headers)).contains("bench-7");
        assertThat(EventHeaders.targetHost(headers)).isEmpty();
    }

    private void assertUnreadable(Headers h, byte[] v, String reason) {
        assertThatThrownBy(() -> codec.read(h, v, DeviceEvent.class)).isInstanceOf(UnreadableEvent.class).hasMessageContaining(reason);
    }
}
