package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person is told to do when trust does not come, and what a supporter is given. */
final class HelpScenarios {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern FILE = Pattern.compile("\\S+trustline-bundle-\\S+\\.json");
    private static final Pattern IDENTITY = Pattern.compile("<key>(?:HostID|SystemBUID)</key>\\s*<string>([^<]+)</string>");

    private HelpScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("S14", "a step is asked for, seen taken, and counted as the one that helped")
                        .plays(HelpScenarios::aStepThatHelped)
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "denied", "awaiting-trust", "trusted"),
                row("S16", "one command writes what a supporter needs, and nothing that is secret")
                        .plays(HelpScenarios::aBundle)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"));
    }

    private static void aStepThatHelped(Actor p) throws IOException {
        p.isAsked().does("deny").sees("denied (user-denied)");
        JsonNode help = json(p, "/help");
        assertThat(help.path("fault").asText()).isEqualTo("refused");
        assertThat(help.path("next").path("rung").asText()).isEqualTo("replug");
        assertThat(help.path("next").path("person").asText()).contains("Pull the cable");
        long before = helped(p);

        p.unplugs().isAsked();
        assertThat(json(p, "/help").has("fault")).as("help while the alert is up").isFalse();
        p.does("trust").sees("trusted (user-accepted)");

        assertThat(helped(p)).isGreaterThan(before);
    }

    /** How often a re-plug has helped this model on this system. */
    private static long helped(Actor p) throws IOException {
        JsonNode shown = p.shown();
        for (JsonNode item : MAPPER.readTree(p.lab().registry().answerTo("/api/v1/ladder").body()).path("items")) {
            if (item.path("productType").equals(shown.path("productType")) && item.path("productVersion").equals(shown.path("productVersion"))
                    && item.path("fault").asText().equals("refused") && item.path("number").asInt() == 2) {
                return item.path("times").asLong();
            }
        }
        return 0;
    }

    private static void aBundle(Actor p) throws IOException {
        p.isTrusted();
        Path data = p.lab().lab().surroundings().data().root();
        String printed = LauncherProcess.run(data, "bundle", p.phone().value(), HOST, "--data", data.toString());
        Matcher file = FILE.matcher(printed);
        assertThat(file.find()).as("a file is named in: %s", printed).isTrue();
        String text = Files.readString(Path.of(file.group()));

        JsonNode bundle = MAPPER.readTree(text);
        assertThat(bundle.path("relation").path("state").asText()).isEqualTo("trusted");
        assertThat(bundle.path("history").findValuesAsText("to")).containsExactly("trusted", "awaiting-trust");
        assertThat(bundle.path("history").get(0).path("timings").path("alertToTapMs").asLong()).isNotNegative();
        assertThat(bundle.path("services").findValuesAsText("service")).contains("usb-watcher", "pairing-service");
        assertThat(bundle.path("seen").findValuesAsText("what")).contains("attached");
        mustTellNoSecret(text, p.disk().record(p.phone()));
        assertThat(text).doesNotContain(p.shown().path("deviceName").asText());
    }

    private static void mustTellNoSecret(String text, Path record) throws IOException {
        KeyMaterial keys = KeyMaterial.in(List.of(record));
        assertThat(keys.fields()).contains("HostPrivateKey", "RootPrivateKey", "EscrowBag");
        assertThat(keys.leakIn(text)).isEmpty();
        Matcher identity = IDENTITY.matcher(Files.readString(record, StandardCharsets.ISO_8859_1));
        int found = 0;
        while (identity.find()) {
            assertThat(text).doesNotContainIgnoringCase(identity.group(1));
            found++;
        }
        assertThat(found).as("HostID and SystemBUID in the record").isEqualTo(2);
        assertThat(text).doesNotContain("PRIVATE KEY", "EscrowBag", "sealed");
    }

    private static JsonNode json(Actor p, String below) throws IOException {
        return MAPPER.readTree(p.lab().registry().answerTo("/api/v1/trust/" + p.phone() + "/" + HOST + below).body());
    }
}
