package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a device that trusts this computer asks its owner: about a backup, or anything else. */
final class PromptScenarios {
    private PromptScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("S4a", "the question about a backup is told beside the state, and any other is not taken for one")
                        .plays(PromptScenarios::backupIsAskedFor)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted",
                                "authentication-prompt.requested", "authentication-prompt.resolved", "backup.announced",
                                "backup-consent.requested", "backup-consent.resolved"),
                row("S4b", "a backup at every connection asks at each of them, and no trust is lost")
                        .plays(PromptScenarios::backupAtEveryConnection)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted",
                                "backup-consent.requested", "backup-consent.resolved", "trust.verified",
                                "backup-consent.requested", "backup-consent.resolved"),
                row("S4a", "a backup that has ended is none any more: what is asked afterwards is not taken for its question")
                        .plays(PromptScenarios::afterABackup)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "backup-consent.requested", "backup-consent.resolved",
                                "authentication-prompt.requested", "authentication-prompt.resolved"));
    }

    private static void backupIsAskedFor(Actor p) {
        p.isTrusted().isListenedTo().does("prompt");
        p.shows(p::shown, "/authenticationPrompt/open", "true").does("dismiss-prompt");
        p.shows(p::shown, "/authenticationPrompt/open", "false").orders("announce-backup").does("prompt");
        p.shows(p::shown, "/backupConsent/open", "true");
        assertThat(p.shown().at("/backupConsent/announcedBy").asText()).isEqualTo("command");
        assertThat(p.shown().path("state").asText()).as("a question is no state").isEqualTo("trusted");
        p.does("dismiss-prompt").shows(p::shown, "/backupConsent/open", "false");
        assertThat(p.shown().at("/backupConsent/count").asInt()).isEqualTo(1);
    }

    private static void backupAtEveryConnection(Actor p) {
        p.isTrusted();
        for (int connection = 1; connection <= 2; connection++) {
            p.isListenedTo().does("backup-begins").shows(p::shown, "/backupConsent/count", Integer.toString(connection));
            assertThat(p.shown().at("/backupConsent/announcedBy").asText()).isEqualTo("device");
            p.unplugs().shows(p::shown, "/backupConsent/open", "false");
            if (connection == 1) {
                p.plugs().hears("awaiting-trust", "trusted", "backup-consent.requested", "backup-consent.resolved", "trust.verified");
            }
        }
    }

    private static void afterABackup(Actor p) {
        p.isTrusted().isListenedTo().does("backup-begins").shows(p::shown, "/backupConsent/open", "true");
        p.does("backup-ends").shows(p::shown, "/backupConsent/open", "false").does("prompt");
        p.shows(p::shown, "/authenticationPrompt/open", "true").does("dismiss-prompt").shows(p::shown, "/authenticationPrompt/open", "false");
        assertThat(p.shown().at("/backupConsent/count").asInt()).isEqualTo(1);
    }
}
