package dev.trustline.pairing.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.ConsentPolicy.Say;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowListTest {
    private static final Udid PHONE = new Udid("00008110-001A2B3C4D5E6F70");

    private static AllowList list(String text) throws AllowList.Broken {
        return AllowList.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decided(String text, String product, String port) throws AllowList.Broken {
        return list(text).ruleFor(PHONE, product, Optional.ofNullable(port)).map(r -> r.say() + " " + r.label()).orElse("none");
    }

    @Test
    void theFirstRuleThatFitsDecidesAndIsNamed() throws Exception {
        String text = "# the lab\n\nrefuse product=iPad* # no tablets\nallow udid=00008110001A2B3C4D5E6F70 name=anna\nask port=1-2.*\nrefuse all\n";
        assertThat(decided(text, "iPad13,1", "1-2.1")).isEqualTo("REFUSE refuse product=iPad*");
        assertThat(decided(text, "iPhone14,5", null)).isEqualTo("ALLOW anna");
        assertThat(decided("ask port=1-2.*\nrefuse all\n", "iPhone14,5", "1-2.4")).isEqualTo("ASK ask port=1-2.*");
        assertThat(decided("ask port=1-2.*\nrefuse all\n", "iPhone14,5", "1-20.4")).isEqualTo("REFUSE refuse all");
    }

    @Test
    void allConditionsMustHoldAndWhatIsNotKnownFitsNone() throws Exception {
        String text = "allow product=iPhone14,* port=3-1\n";
        assertThat(decided(text, "iPhone14,5", "3-1")).startsWith("ALLOW");
        assertThat(decided(text, "iPhone14,5", "3-2")).isEqualTo("none");
        assertThat(decided(text, "iPhone14,5", null)).isEqualTo("none");
        assertThat(decided(text, null, "3-1")).isEqualTo("none");
        assertThat(decided("", "iPhone14,5", "3-1")).isEqualTo("none");
        assertThat(decided("allow all\n", null, null)).isEqualTo("ALLOW allow all");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "permit all | line 1: a rule begins with",
        "allow | line 1: give a condition",
        "allow name=anna | line 1: give a condition",
        "allow all port=1 | line 1: give a condition",
        "allow udid=12 | line 1: udid= is no UDID",
        "allow serial=12 | line 1: what follows must be",
        "allow port=(1 | line 1: what follows must be",
        "allow port=1 port=2 | line 1: port= stands twice",
    })
    void whatIsNotUnderstoodIsRefusedWithItsLine(String line, String why) {
        assertThatThrownBy(() -> list(line + "\n")).isInstanceOf(AllowList.Broken.class).hasMessageContaining(why);
    }

    @Test
    void aFileThatIsCutOffCouldAllowTooMuchAndIsRefused() {
        assertThatThrownBy(() -> list("allow all")).hasMessageContaining("cut off");
    }

    @Test
    void anyBytesAreAListOrBroken() {
        Random random = new Random(7);
        String[] words = {"allow", "ask", "refuse", "all", "udid=", "product=", "port=", "*", "1-2", "name=", "\n", " ", "#", "\u0000", "é", "=", "\\E"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = random.nextInt(12); w > 0; w--) {
                text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            byte[] bytes = text.append('\n').toString().getBytes(random.nextInt(10) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
            assertThatCode(() -> {
                try {
                    AllowList.parse(bytes).ruleFor(PHONE, "iPhone14,5", Optional.of("1-2")).map(AllowRule::say).orElse(Say.REFUSE);
                } catch (AllowList.Broken e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }).doesNotThrowAnyException();
        }
    }

    @Test
    void aPortIsKnownUntilTheDeviceIsGone() {
        PortPaths ports = new PortPaths();
        ports.attached(PHONE, "1-2");
        ports.unlisted(PHONE);
        assertThat(ports.of(PHONE)).as("just told of").contains("1-2");
        ports.detached(PHONE);
        assertThat(ports.of(PHONE)).isEmpty();
        ports.attached(PHONE, "1-2");
        ports.attached(PHONE, null);
        assertThat(ports.of(PHONE)).isEmpty();
    }
}
