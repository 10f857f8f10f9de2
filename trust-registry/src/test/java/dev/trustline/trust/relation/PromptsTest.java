package dev.trustline.trust.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AuthenticationPromptResolved;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.PromptResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a device asks its owner is counted once each, and is none of trust's business (S4a, S4b). */
class PromptsTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final Udid PHONE = Udid.parse("00008110001A2B3C4D5E6F70");
    private static final String HOST = "a";
    private static final RelationKey KEY = new RelationKey(PHONE, HOST);

    /** What a host may say. */
    enum Said { TRUSTED, FORGOTTEN, DENIED, BACKUP_ASKED, BACKUP_GONE, OTHER_ASKED, OTHER_GONE }

    private static PairingResult data(Said said) {
        return switch (said) {
            case TRUSTED -> new Trusted(ResultFacts.of(PHONE, HOST, 1, Reason.USER_ACCEPTED)
                    .withRecord(new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false)));
            case FORGOTTEN -> new Revoked(ResultFacts.of(PHONE, HOST, 1, Reason.HOST_FORGOTTEN));
            case DENIED -> new Denied(ResultFacts.of(PHONE, HOST, 1, Reason.USER_DENIED));
            case BACKUP_ASKED -> new BackupConsentRequested(PHONE, HOST, BackupAnnouncement.DEVICE);
            case BACKUP_GONE -> new BackupConsentResolved(PHONE, HOST);
            case OTHER_ASKED -> new AuthenticationPromptRequested(PHONE, HOST);
            case OTHER_GONE -> new AuthenticationPromptResolved(PHONE, HOST, true);
        };
    }

    private static ReceivedResult received(Said said, long number) {
        EventId id = new EventId(5, number);
        return new ReceivedResult(KEY, data(said), new Origin(id, number - 1, T0.plusSeconds(number), "a#" + id, null, null));
    }

    private static List<ReceivedResult> received(List<Said> said) {
        List<ReceivedResult> history = new ArrayList<>();
        said.forEach(s -> history.add(received(s, history.size() + 1)));
        return history;
    }

    @Provide
    Arbitrary<List<Said>> histories() {
        return Arbitraries.of(Said.values()).list().ofMinSize(1).ofMaxSize(25);
    }

    private static Prompts prompts(List<ReceivedResult> results) {
        PromptBatch batch = new PromptBatch(Map.of());
        results.forEach(batch::add);
        return batch.changed().stream().findFirst().orElse(Prompts.none(KEY));
    }

    private static RelationBatch relations(List<ReceivedResult> results) {
        RelationBatch batch = new RelationBatch(new TreeMap<>(), 1);
        results.forEach(batch::add);
        batch.settle();
        return batch;
    }

    @Property(tries = 500)
    void whateverIsAskedTheStateAndItsHistoryAreThoseWithoutIt(@ForAll("histories") List<Said> said) {
        List<ReceivedResult> all = received(said);
        List<ReceivedResult> trustOnly = all.stream().filter(r -> !(r.data() instanceof PromptResult)).toList();

        RelationBatch with = relations(all);
        RelationBatch without = relations(trustOnly);

        Relation ended = with.changed().get(0);
        Relation expected = without.changed().stream().findFirst().orElse(Relation.unknown(KEY, ended.since()));
        assertThat(List.of(ended.state(), ended.reason(), ended.since(), ended.attempt(), ended.marks()))
                .isEqualTo(List.of(expected.state(), expected.reason(), expected.since(), expected.attempt(), expected.marks()));
        assertThat(with.transitions()).extracting(StateTransition::from, StateTransition::to, StateTransition::at)
                .isEqualTo(without.transitions().stream().map(t -> org.assertj.core.groups.Tuple.tuple(t.from(), t.to(), t.at())).toList());
        assertThat(with.published()).as("told to other systems").hasSameSizeAs(without.published());
        assertThat(with.toVerify()).as("nothing seems lost").isEmpty();
    }

    @Property(tries = 500)
    void eachIsCountedOnceHoweverOftenItComesAndInWhateverBatches(@ForAll("histories") List<Said> said, @ForAll Random random) {
        List<ReceivedResult> history = received(said);
        Map<RelationKey, Prompts> stored = new TreeMap<>();
        List<ReceivedResult> repeated = new ArrayList<>();
        for (ReceivedResult result : history) {
            repeated.add(result);
            repeated.add(history.get(random.nextInt(history.indexOf(result) + 1)));
        }
        for (int from = 0; from < repeated.size();) {
            int to = Math.min(repeated.size(), from + 1 + random.nextInt(4));
            PromptBatch batch = new PromptBatch(stored);
            repeated.subList(from, to).forEach(batch::add);
            batch.changed().forEach(p -> stored.put(p.key(), p));
            from = to;
        }

        assertThat(stored.getOrDefault(KEY, Prompts.none(KEY))).isEqualTo(prompts(history));
        assertThat(prompts(history).backupConsent().count()).isEqualTo(said.stream().filter(s -> s == Said.BACKUP_ASKED).count());
        assertThat(prompts(history).otherwise().count()).isEqualTo(said.stream().filter(s -> s == Said.OTHER_ASKED).count());
    }

    @Property(tries = 500)
    void atMostOneQuestionIsUpAndOnlyTheLastThatWasSaid(@ForAll("histories") List<Said> said) {
        Prompts end = prompts(received(said));
        List<Said> questions = said.stream().filter(s -> data(s) instanceof PromptResult).toList();
        Said last = questions.isEmpty() ? null : questions.get(questions.size() - 1);

        assertThat(end.backupConsent().openSince() != null).isEqualTo(last == Said.BACKUP_ASKED);
        assertThat(end.otherwise().openSince() != null).isEqualTo(last == Said.OTHER_ASKED);
    }

    @Example
    void itIsKnownWhenItWasAskedAndWhenItWasGoneAndHowTheBackupWasAnnounced() {
        Prompts end = prompts(received(List.of(Said.BACKUP_ASKED, Said.BACKUP_GONE, Said.OTHER_ASKED)));

        assertThat(end.backupConsent()).isEqualTo(new Prompts.Asked(1, T0.plusSeconds(1), T0.plusSeconds(2), null));
        assertThat(end.announcedBy()).isEqualTo(BackupAnnouncement.DEVICE);
        assertThat(end.otherwise()).isEqualTo(new Prompts.Asked(1, T0.plusSeconds(3), null, T0.plusSeconds(3)));
    }
}
