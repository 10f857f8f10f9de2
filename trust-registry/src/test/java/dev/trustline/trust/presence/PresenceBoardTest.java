package dev.trustline.trust.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.host.HostReported.AttachedDevice;
import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceBoardTest {

    private static final Udid PHONE = Udid.parse("00008110001A2B3C4D5E6F70");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private final PresenceBoard board = new PresenceBoard(List.of());

    @Test
    void aReenumerationEndsAttached() {
        board.event(attached("a"), id(1), AT);
        board.event(detached("a"), id(2), AT);
        board.event(attached("a"), id(3), AT);

        assertThat(state("a")).isEqualTo(PresenceState.ATTACHED);
    }

    @Test
    void aLateEventIsRefused() {
        board.event(detached("a"), id(2), AT);

        assertThat(board.event(attached("a"), id(1), AT)).isFalse();
        assertThat(state("a")).isEqualTo(PresenceState.DETACHED);
    }

    @Test
    void aListDetachesWhatItDoesNotNameUnlessTheEventIsNewer() {
        board.event(attached("a"), id(5), AT);
        board.list("a", List.of(), id(4), AT);
        assertThat(state("a")).isEqualTo(PresenceState.ATTACHED);

        board.list("a", List.of(), id(6), AT);
        assertThat(state("a")).isEqualTo(PresenceState.DETACHED);
        assertThat(row("a").reason()).isEqualTo("not-listed");
    }

    @Test
    void aListAttachesWhatNobodyAnnounced() {
        board.list("a", listed(), id(1), AT.plusSeconds(1));

        assertThat(state("a")).isEqualTo(PresenceState.ATTACHED);
        assertThat(row("a").portPath()).isEqualTo("1-2");
    }

    @Test
    void anAttachElsewhereSupersedesAndTheLeavingIsStillHeard() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("b"), id(1), AT);
        assertThat(state("a")).isEqualTo(PresenceState.SUPERSEDED);

        board.event(detached("a"), id(2), AT);
        assertThat(state("a")).isEqualTo(PresenceState.DETACHED);
        assertThat(row("a").problem()).isNull();
        assertThat(state("b")).isEqualTo(PresenceState.ATTACHED);
    }

    @Test
    void twoHostsThatBothHaveItAreADuplicateUntilOneLetsGo() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("b"), id(1), AT);
        board.list("a", listed(), id(2), AT.plusSeconds(1));
        assertThat(List.of(row("a").problem(), row("b").problem())).containsOnly(Presence.DUPLICATE_SERIAL);

        board.list("b", List.of(), id(2), AT);
        board.list("a", listed(), id(3), AT.plusSeconds(1));
        assertThat(row("a").problem()).isNull();
        assertThat(row("b").problem()).isNull();
        assertThat(state("a")).isEqualTo(PresenceState.ATTACHED);
    }

    @Test
    void aDuplicateBeginsAndEndsOnceForEveryHostConcerned() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("b"), id(1), AT);
        board.list("a", listed(), id(2), AT.plusSeconds(1));
        board.list("a", listed(), id(3), AT.plusSeconds(1));
        assertThat(board.problemsBegun()).containsExactly(new RelationKey(PHONE, "a"), new RelationKey(PHONE, "b"));
        assertThat(board.problemsEnded()).isEmpty();

        PresenceBoard later = new PresenceBoard(board.changed());
        later.list("a", listed(), id(4), AT.plusSeconds(1));
        assertThat(later.problemsBegun()).isEmpty();
        later.event(detached("b"), id(5), AT);
        assertThat(later.problemsBegun()).isEmpty();
        assertThat(later.problemsEnded()).containsExactly(new RelationKey(PHONE, "a"), new RelationKey(PHONE, "b"));
    }

    @Test
    void ofThreeHostsThatHaveItOneMayLetGoAndTheOthersStayDoubled() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("b"), id(1), AT);
        board.event(attached("c"), id(1), AT);
        board.list("a", listed(), id(2), AT.plusSeconds(1));
        board.list("b", listed(), id(2), AT.plusSeconds(1));
        PresenceBoard later = new PresenceBoard(board.changed());

        later.event(detached("b"), id(3), AT);
        assertThat(later.problemsEnded()).containsExactly(new RelationKey(PHONE, "b"));
        later.event(detached("c"), id(3), AT);
        assertThat(later.problemsEnded()).hasSize(3);
    }

    @Test
    void aDuplicateThatBeginsAndEndsInOneBatchIsNoOccurrence() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("b"), id(1), AT);
        board.list("a", listed(), id(2), AT.plusSeconds(1));
        board.list("a", List.of(), id(3), AT);

        assertThat(board.problemsBegun()).isEmpty();
        assertThat(board.problemsEnded()).isEmpty();
    }

    @Test
    void aHostThatReachesThePhoneByNetworkTakesItFromNoCable() {
        board.event(attached("a"), id(1), AT);
        board.event(byNetwork("b"), id(1), AT);
        assertThat(List.of(state("a"), state("b"))).containsOnly(PresenceState.ATTACHED);

        board.list("a", listed(), id(2), AT.plusSeconds(1));
        board.list("b", List.of(new AttachedDevice(PHONE, null)), id(2), AT);
        assertThat(board.problemsBegun()).isEmpty();

        board.event(attached("c"), id(1), AT);
        assertThat(state("a")).isEqualTo(PresenceState.SUPERSEDED);
        assertThat(state("b")).isEqualTo(PresenceState.ATTACHED);
    }

    @Test
    void aListOfBeforeThePhoneAppearedElsewhereIsNoDuplicateWhicheverTopicIsReadFirst() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("b"), id(1), AT.plusSeconds(60));
        board.list("a", listed(), id(2), AT.plusSeconds(10));

        assertThat(board.problemsBegun()).isEmpty();
        assertThat(List.of(state("a"), state("b"))).containsExactly(PresenceState.SUPERSEDED, PresenceState.ATTACHED);

        PresenceBoard listsFirst = new PresenceBoard(List.of());
        listsFirst.list("a", listed(), id(2), AT.plusSeconds(10));
        listsFirst.event(attached("a"), id(1), AT);
        listsFirst.event(attached("b"), id(1), AT.plusSeconds(60));
        assertThat(listsFirst.problemsBegun()).isEmpty();
    }

    @Test
    void aListThatComesBeforeItsEventTakesByNetworkNoCable() {
        board.event(attached("a"), id(1), AT);
        board.list("b", List.of(new AttachedDevice(PHONE, null, Connection.NETWORK)), id(2), AT.plusSeconds(1));
        board.list("c", List.of(new AttachedDevice(PHONE, null)), id(2), AT.plusSeconds(1));
        board.list("a", listed(), id(2), AT.plusSeconds(2));

        assertThat(state("a")).isEqualTo(PresenceState.ATTACHED);
        assertThat(row("b").connection()).isEqualTo("network");
        assertThat(board.problemsBegun()).isEmpty();
    }

    @Test
    void aListThatTellsOfACableSupersedesWithoutAPortToo() {
        board.event(attached("a"), id(1), AT);
        board.list("b", List.of(new AttachedDevice(PHONE, null, Connection.USB)), id(2), AT.plusSeconds(1));

        assertThat(List.of(state("a"), state("b"))).containsExactly(PresenceState.SUPERSEDED, PresenceState.ATTACHED);
    }

    @Test
    void everyComingAndGoingIsAMoveAndARepeatIsNone() {
        board.event(attached("a"), id(1), AT);
        board.event(attached("a"), id(2), AT.plusSeconds(1));
        board.event(detached("a"), id(3), AT.plusSeconds(2));
        board.event(detached("a"), id(3), AT.plusSeconds(3));
        board.event(attached("a"), id(4), AT.plusSeconds(4));
        board.event(attached("b"), id(1), AT.plusSeconds(5));
        board.list("a", List.of(), id(5), AT.plusSeconds(6));

        assertThat(board.moves()).extracting(m -> m.key().host() + " " + m.attached() + " " + m.at().getEpochSecond() % 60).containsExactly(
                "a true 0", "a false 2", "a true 4", "b true 5", "a false 5");
    }

    private static DeviceAttached byNetwork(String host) {
        return new DeviceAttached(PHONE, host, Connection.NETWORK, null, null, null, null, "usbmux");
    }

    private Presence row(String host) {
        RelationKey key = new RelationKey(PHONE, host);
        return board.changed().stream().filter(p -> p.key().equals(key)).findFirst().orElseThrow();
    }

    private PresenceState state(String host) {
        return row(host).state();
    }

    private static List<AttachedDevice> listed() {
        return List.of(new AttachedDevice(PHONE, "1-2"));
    }

    private static DeviceAttached attached(String host) {
        return new DeviceAttached(PHONE, host, Connection.USB, "1-2", null, null, null, "libusb");
    }

    private static DeviceDetached detached(String host) {
        return new DeviceDetached(PHONE, host, "libusb");
    }

    private static EventId id(long sequence) {
        return new EventId(7, sequence);
    }
}
