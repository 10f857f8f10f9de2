package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What only a computer without a supervision identity shows, or one that has none beside one that has. */
final class IdentitylessScenarios {
    private static final String STRICT = StrictHost.NAME;

    private IdentitylessScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("X5", "a tap on a device that said it was locked is flagged").with("without-extended-errors")
                        .plays(IdentitylessScenarios::whileLocked)
                        .endsAt(STRICT, "trusted (accepted-without-alert)", 1, VAULT_AND_RECORD, "awaiting-unlock", "trusted"),
                row("X12", "the device asks for a supervision identity that this computer does not have").with("refuses-pair=MCChallengeRequired")
                        .plays(IdentitylessScenarios::identityMissing)
                        .endsAt(STRICT, "prohibited (supervision-identity-missing)", 0, VAULT, "prohibited"),
                row("X4", "a supervised device that trusts this computer by another record is not challenged").with(Organisation.SUPERVISED)
                        .plays(IdentitylessScenarios::trustsByAnotherRecord)
                        .ends("trusted (accepted-without-alert)", 1, VAULT_AND_RECORD,
                                "trusted", "trust.verified", "trust.verified", "trust.unpaired", "trusted"));
    }

    private static Actor allowed(Actor p) throws IOException {
        p.lab().strict().rule("allow udid=" + p.phone() + " name=identityless");
        return p.at(STRICT);
    }

    private static void whileLocked(Actor p) throws IOException {
        allowed(p).plugs().sees("awaiting-unlock (device-locked)").screen("shown").does("trust").sees("trusted (accepted-without-alert)");
        assertThat(p.shown().path("impossibleTap").asText()).isEqualTo("while-locked");
    }

    private static void identityMissing(Actor p) throws IOException {
        allowed(p).plugs().sees("prohibited (supervision-identity-missing)");
        assertThat(p.shown().path("rawError").asText()).isEqualTo("MCChallengeRequired");
    }

    /** Of the record by which it trusts the other computer the vault here keeps nothing, once another one was adopted and ended. */
    private static void trustsByAnotherRecord(Actor p) throws IOException {
        allowed(p).isTrusted().unplugs();
        Path other = p.disk().record(p.phone());
        p.at(HOST).plugs().sees("trusted (supervised)");
        Files.copy(other, p.disk().record(p.phone()), StandardCopyOption.REPLACE_EXISTING);
        p.orders("verify").orders("adopt-record").sees("trusted (adopted)").orders("unpair").sees("unpaired (by-us)");
        p.unplugs().plugs().sees("trusted (accepted-without-alert)");
        assertThat(p.shown().has("impossibleTap")).as("flagged as a tap that no person can have made").isFalse();
    }
}
