package dev.trustline.trust.api;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.trust.presence.PresenceState;
import dev.trustline.trust.relation.ExpiryForecast;
import dev.trustline.trust.relation.Marks;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.store.TrustQueries.SeenRelation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A relation as REST shows it. A field that is not known is absent.
 *
 * @param udid              the device
 * @param host              the host
 * @param state             the state
 * @param reason            why
 * @param rawError          the device's own error string
 * @param since             since when, by the broker's clock
 * @param attempt           the attempt that led here, 0 for none
 * @param suspected         another host was forgotten by this device
 * @param marks             what is to be known beside the state: {@code suspected}, {@code record-replaced}; often empty
 * @param suspectedSince    when the device forgot the other host, by the broker's clock
 * @param deviceName        the owner's name for it
 * @param productType       for example {@code iPhone14,5}
 * @param productVersion    for example {@code 17.5.1}
 * @param deviceClass       for example {@code iPhone}
 * @param attached          whether it is on this host's cable, as far as is known
 * @param presence          {@code attached}, {@code detached}, {@code superseded}, {@code host-silent} or {@code unknown}
 * @param portPath          bus and ports
 * @param presenceProblem   {@code duplicate-serial}
 * @param heldSince         since when pairing of this device is held at this host
 * @param recordFingerprint SHA-256 of the host certificate of the record in use
 * @param recordOrigin      {@code paired}, {@code adopted} or {@code restored}
 * @param provisional       the record is to be proven at the next attach
 * @param weakIdentity      the record was made by a tool whose HostID can be guessed
 * @param escrow            whether the device gave an escrow bag
 * @param wifiConnections   whether the device lets this host connect over Wi-Fi, as it last said
 * @param impossibleTap     why the tap on Trust that led here cannot have been a person's
 * @param decidedBy         who or which rule let the alert be raised
 * @param provenAt          when a session last proved it, by the broker's clock
 * @param expiresAt         when the device will have forgotten this host if no session comes before: 30 days after the last
 *                          one, 180 before iOS 11; absent where nothing is trusted or proven
 * @param expiring          whether that is less than 5 days away; absent where nothing is trusted
 * @param grants            while an approval is waited for: what a trusted computer can do with the device, in short sentences
 * @param backupConsent     how often the device asked its owner about a backup, and whether it asks now; absent if never
 * @param authenticationPrompt the same of what it asked while no backup was announced
 * @param version           rises with every change
 */
@Schema(requiredProperties = {"udid", "host", "state", "reason", "since", "attempt", "suspected", "marks", "attached", "presence", "version"})
public record TrustItem(
        String udid,
        String host,
        TrustStatus state,
        Reason reason,
        String rawError,
        Instant since,
        int attempt,
        boolean suspected,
        List<String> marks,
        Instant suspectedSince,
        String deviceName,
        String productType,
        String productVersion,
        String deviceClass,
        boolean attached,
        String presence,
        String portPath,
        String presenceProblem,
        Instant heldSince,
        String recordFingerprint,
        String recordOrigin,
        Boolean provisional,
        Boolean weakIdentity,
        Boolean escrow,
        Boolean wifiConnections,
        ImpossibleTap impossibleTap,
        String decidedBy,
        Instant provenAt,
        Instant expiresAt,
        Boolean expiring,
        List<String> grants,
        PromptItem backupConsent,
        PromptItem authenticationPrompt,
        long version) {

    static TrustItem of(SeenRelation seen) {
        return of(seen, seen.relation().device().name());
    }

    /** Without the name that the owner gave the device, for eyes outside the lab. */
    static TrustItem unnamed(SeenRelation seen) {
        return of(seen, null);
    }

    private static TrustItem of(SeenRelation seen, String name) {
        Relation r = seen.relation();
        RecordFacts record = r.record();
        return new TrustItem(r.key().udid().value(), r.key().host(), r.state(), r.reason(), r.rawError(), r.since(), r.attempt(),
                r.marks().suspected(), marks(r.marks()), r.marks().suspectedSince(), name,
                r.device().productType(), r.device().productVersion(),
                r.device().deviceClass(),
                seen.presence() == PresenceState.ATTACHED, presence(seen), seen.portPath(), seen.problem(), seen.heldSince(),
                record == null ? null : record.fingerprint(),
                record == null || record.origin() == null ? null : record.origin().wireText(),
                record == null ? null : record.provisional(),
                record == null ? null : record.weakIdentity(),
                record == null ? null : record.escrow(),
                r.marks().wifiConnections(), r.marks().impossibleTap(), r.decidedBy(), r.provenAt(),
                ExpiryForecast.expiresAt(r), r.state() == TrustStatus.TRUSTED ? seen.expiring() : null,
                r.state() == TrustStatus.AWAITING_APPROVAL ? Grants.OF_A_TRUSTED_COMPUTER : null,
                PromptItem.backupConsent(seen), PromptItem.authenticationPrompt(seen), r.version());
    }

    private static List<String> marks(Marks marks) {
        return Stream.of(marks.suspected() ? "suspected" : null, marks.recordReplaced() ? "record-replaced" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String presence(SeenRelation seen) {
        if (seen.presence() == null) {
            return "unknown";
        }
        return seen.presence() == PresenceState.ATTACHED && seen.hostSilent() ? "host-silent" : seen.presence().wireText();
    }
}
