package dev.trustline.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be set, and what is refused before anything starts. */
class PairingConfigTest {
    private static final ValidatorFactory VALIDATORS = Validation.byDefaultProvider().configure()
            .messageInterpolator(new ParameterMessageInterpolator()).buildValidatorFactory();

    private static PairingConfig config(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(PairingConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withValidator(new BeanValidationConfigValidator() {
                    @Override
                    public Validator getValidator() {
                        return VALIDATORS.getValidator();
                    }
                }).build();
        return config.getConfigMapping(PairingConfig.class);
    }

    @Test
    void theDefaultsAreAccepted() {
        PairingConfig config = config(Map.of());
        assertThat(config.policy()).isEqualTo(PairingConfig.Policy.AUTO);
        assertThat(config.commandLife()).isEqualTo(Duration.ofHours(1));
        assertThatCode(() -> StartUp.checkAlertPoll(config)).doesNotThrowAnyException();
    }

    @Test
    void everyKeyCanBeSet() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("pairing.host", "bench-7", "pairing.usbmuxd", "127.0.0.1:27015", "pairing.lab-key-file", "/etc/lab.key",
                "pairing.policy", "manual", "pairing.clock-offset", "-2h"));
        settings.putAll(Map.of("pairing.allow-list-otherwise", "ask", "pairing.after-denial", "hold", "pairing.not-supervised", "report", "pairing.wifi", "forbid"));
        for (Method key : PairingConfig.class.getDeclaredMethods()) {
            String name = "pairing." + key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            settings.putIfAbsent(name, key.getReturnType() == Duration.class ? "7s" : key.getReturnType() == int.class ? "7" : "/some/where");
        }
        PairingConfig config = config(settings);
        for (Method key : PairingConfig.class.getDeclaredMethods()) {
            if (key.getReturnType() == Duration.class && !key.getName().equals("clockOffset")) {
                assertThat(key.invoke(config)).as(key.getName()).isEqualTo(Duration.ofSeconds(7));
            } else if (key.getReturnType() == int.class) {
                assertThat(key.invoke(config)).as(key.getName()).isEqualTo(7);
            }
        }
        assertThat(config.host()).contains("bench-7");
        assertThat(config.policy()).isEqualTo(PairingConfig.Policy.MANUAL);
    }

    @Test
    void everyNumberAndDurationHasARange() {
        Stream.of(PairingConfig.class.getDeclaredMethods()).filter(k -> !k.getName().equals("clockOffset")).forEach(key -> {
            if (key.getReturnType() == int.class) {
                assertThat(key.isAnnotationPresent(Min.class) && key.isAnnotationPresent(Max.class)).as(key.getName()).isTrue();
            } else if (key.getReturnType() == Duration.class) {
                assertThat(key.isAnnotationPresent(DurationMin.class) && key.isAnnotationPresent(DurationMax.class)).as(key.getName()).isTrue();
            }
        });
        assertThat(PairingConfig.class.getDeclaredMethods()).anyMatch(k -> k.isAnnotationPresent(WithDefault.class));
    }

    @ParameterizedTest
    @CsvSource({
        "command-life, 0s, must be 1 s to 1 day: the topic of commands keeps them no longer",
        "command-life, -5m, must be 1 s to 1 day: the topic of commands keeps them no longer",
        "command-life, 25h, must be 1 s to 1 day: the topic of commands keeps them no longer",
        "report-interval, 30s, must be 100 ms to 20 s: a host that reports nothing for 30 s is shown as silent",
        "allow-list-reload, 1ms, must be 100 ms to 1 h",
        "alerts-per-day, -1, must be",
        "mux-wait, -1s, must be 0 to 10 min",
        "watcher-grace, 11m, must be 0 to 10 min",
        "detach-grace, -1s, must be 0 to 10 min",
        "prompt-timeout, 0s, must be 1 s to 1 day",
        "alert-poll, 2h, must be 0 to 1 h",
        "unlock-poll, 1ms, must be 100 ms to 10 min",
        "defer-poll-max, 1s, must be 2 s to 1 h",
        "session-retry, 0s, must be 100 ms to 1 h",
        "connect-retries, -1, must be",
        "connect-retry, 2m, must be 10 ms to 1 min",
        "request-timeout, 0s, must be 100 ms to 5 min",
        "parallel, 0, must be",
        "open-attempts, 0, must be",
        "identity-pool, 10001, must be",
        "verify-every, 31d, must be 0 to 30 days",
        "verify-at-once, 0, must be",
        "identity-loss-phones, -1, must be",
        "identity-loss-within, 0s, must be 1 s to 1 day",
        "drain, 11m, must be 0 to 10 min",
    })
    void nonsenseIsRefusedWithASentenceThatNamesTheKey(String key, String value, String sentence) {
        assertThatThrownBy(() -> config(Map.of("pairing." + key, value))).isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("pairing." + key + " " + sentence);
    }

    @Test
    void anAllowListWithoutAFileIsRefusedAndBothKeysAreNamed() {
        assertThatThrownBy(() -> StartUp.checkAllowList(config(Map.of("pairing.policy", "allow-list"))))
                .hasMessageContaining("pairing.policy").hasMessageContaining("pairing.allow-list-file");
        assertThatCode(() -> StartUp.checkAllowList(config(Map.of("pairing.policy", "allow-list", "pairing.allow-list-file", "/etc/list")))).doesNotThrowAnyException();
    }

    @Test
    void aPasswordFileWithoutAnIdentityIsRefusedAndBothKeysAreNamed() {
        assertThatThrownBy(() -> new SupervisionWiring(config(Map.of("pairing.supervision-password-file", "/etc/password")), java.time.Clock.systemUTC()))
                .hasMessageContaining("pairing.supervision-password-file").hasMessageContaining("pairing.supervision-identity");
    }

    @Test
    void withoutAnIdentityNothingIsOfferedAndOneThatIsNotThereIsSaid() throws Exception {
        SupervisionWiring none = new SupervisionWiring(config(Map.of()), java.time.Clock.systemUTC());
        assertThat(none.port().identity()).isEmpty();
        assertThat(none.problems()).isEmpty();
        assertThatThrownBy(() -> new SupervisionWiring(config(Map.of("pairing.supervision-identity", "/no/such.p12")), java.time.Clock.systemUTC()))
                .hasMessageContaining("/no/such.p12 is not there");
    }

    @Test
    void anAlertPollThatWouldStormThePhoneIsRefusedAndZeroIsNot() {
        assertThatThrownBy(() -> StartUp.checkAlertPoll(config(Map.of("pairing.alert-poll", "1ms"))))
                .hasMessage("pairing.alert-poll is 1 ms: give 0 for never, or at least 100 ms");
        assertThatCode(() -> StartUp.checkAlertPoll(config(Map.of("pairing.alert-poll", "0s")))).doesNotThrowAnyException();
    }
}
