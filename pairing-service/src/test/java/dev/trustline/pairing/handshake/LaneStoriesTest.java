package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.StoryLab.What.CRASH;
import static dev.trustline.pairing.handshake.StoryLab.What.DO_NOT_TRUST;
import static dev.trustline.pairing.handshake.StoryLab.What.LISTED;
import static dev.trustline.pairing.handshake.StoryLab.What.OTHER_TOOL;
import static dev.trustline.pairing.handshake.StoryLab.What.PLUG;
import static dev.trustline.pairing.handshake.StoryLab.What.RESET;
import static dev.trustline.pairing.handshake.StoryLab.What.UNPLUG;
import static dev.trustline.pairing.handshake.StoryLab.What.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.trustline.lockdown.pairing.PairRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens to a phone and is asked of it, in any order, any number of times, also while the host is at work: what must
 * always hold holds ({@link StoryLab}), and the end follows from what phone, usbmuxd, vault and holds have, not from how it came.
 */
class LaneStoriesTest {
    private static final int UNTIL_IT_WAITS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Provide
    Arbitrary<List<StoryLab.Step>> stories() {
        return Combinators.combine(Arbitraries.of(StoryLab.What.values()), Arbitraries.integers().between(0, 3))
                .as(StoryLab.Step::new).list().ofMinSize(1).ofMaxSize(25);
    }

    @Property(tries = 1500, seed = "20261124")
    void theEndFollowsFromWhatThereIs(@ForAll("stories") List<StoryLab.Step> story, @ForAll boolean trusted, @ForAll boolean refuses) {
        StoryLab lab = trusted ? trusted() : new StoryLab();
        assertTimeoutPreemptively(LONGEST, () -> lab.tell(story), () -> "it hangs: " + lab);
        ConsentPolicy.Say policy = refuses ? ConsentPolicy.Say.REFUSE : ConsentPolicy.Say.ALLOW;

        String expected = expected(lab, policy);
        lab.plugAgain(policy);

        assertThat(end(lab)).as("%s", lab).isEqualTo(expected);
        assertThat(lab.unanswered()).as("%s", lab).isEmpty();

        expected = expected(lab, policy);
        lab.plugAgain(policy);
        assertThat(end(lab)).as("once more: %s", lab).isEqualTo(expected);
    }

    private static StoryLab told(StoryLab lab, StoryLab.What... what) {
        lab.tell(Stream.of(what).map(w -> new StoryLab.Step(w, UNTIL_IT_WAITS)).toList());
        return lab;
    }

    @Example
    void afterDontTrustARestartOfTheServiceAsksNobodyOnTheSameCable() {
        StoryLab lab = told(new StoryLab(), PLUG, DO_NOT_TRUST, CRASH, LISTED, CRASH, VERIFY);

        assertThat(lab.history()).last().isEqualTo("denied/user-denied");
        assertThat(lab.prompts).isEqualTo(1);

        told(lab, UNPLUG, PLUG);
        assertThat(lab.prompts).as("the next attach asks again").isEqualTo(2);
    }

    @Example
    void anotherToolsRecordIsAdoptedAlsoWhereItCameAfterTheForgetting() {
        StoryLab lab = told(trusted(), RESET, PLUG, OTHER_TOOL, UNPLUG);
        lab.prompts = 0;

        told(lab, PLUG);

        assertThat(lab.history()).last().isEqualTo("trusted/adopted");
        assertThat(lab.prompts).isZero();
    }

    private static StoryLab trusted() {
        StoryLab lab = new StoryLab();
        lab.knownToPhone.add(ModelLab.OURS.hostId());
        lab.atUsbmuxd = Optional.of(ModelLab.OURS);
        lab.vaultHas(ModelLab.OURS);
        return lab;
    }

    private static String end(StoryLab lab) {
        return lab.name(lab.good()) + ", " + lab.name(lab.usbmuxdHas()) + ", "
                + lab.newest().map(r -> r.status().wireText()).orElse("") + ", " + lab.prompts;
    }

    /** Good record, usbmuxd's record, state and alerts that the next attach leads to, if the owner taps Trust. */
    private static String expected(StoryLab lab, ConsentPolicy.Say policy) {
        Optional<String> good = lab.good();
        Optional<String> usbmuxd = lab.usbmuxdHas().filter(u -> lab.stored.leftAtUsbmuxd().isEmpty());
        if (!lab.isHeld() && lab.works(lab.stored.candidate().map(PairRecord::hostId))) {
            return "new, new, trusted, 0";
        }
        if (lab.works(good)) {
            return lab.name(good) + ", " + lab.name(usbmuxd.or(() -> good)) + ", trusted, 0";
        }
        if (!lab.isHeld() && lab.works(usbmuxd) && policy != ConsentPolicy.Say.REFUSE) {
            return lab.name(usbmuxd) + ", " + lab.name(usbmuxd) + ", trusted, 0";
        }
        if (usbmuxd.isEmpty() && lab.stored.good().filter(g -> !g.revoked()).isPresent()) {
            return "none, none, unpaired, 0";
        }
        if (lab.isHeld() || policy == ConsentPolicy.Say.REFUSE) {
            return lab.name(good) + ", " + lab.name(usbmuxd) + (lab.isHeld() ? ", unknown, 0" : ", denied, 0");
        }
        return "new, new, trusted, 1";
    }
}
