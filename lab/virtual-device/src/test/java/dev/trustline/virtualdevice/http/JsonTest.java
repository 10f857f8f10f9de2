package dev.trustline.virtualdevice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void controlCharactersQuotesAndMarkupAreEscaped() {
        assertThat(Json.text("a\u0001\"\\\n<b")).isEqualTo("\"a\\u0001\\\"\\\\\\u000a\\u003cb\"");
    }

    @Test
    void valuesNestAndNullStaysNull() {
        List<Object> list = new ArrayList<>();
        list.add(null);
        list.add(true);
        list.add(7L);
        assertThat(Json.text(Map.of("k", list))).isEqualTo("{\"k\":[null,true,7]}");
    }
}
