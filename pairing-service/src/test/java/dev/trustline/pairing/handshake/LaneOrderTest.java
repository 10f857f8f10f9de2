package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.ModelLab.HOST;
import static dev.trustline.pairing.handshake.ModelLab.OURS;
import static dev.trustline.pairing.handshake.ModelLab.PHONE;
import static dev.trustline.pairing.handshake.ModelLab.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.lockdown.pairing.PairRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a lane is told, in whatever order and how often: the end follows from what phone, usbmuxd and vault have. More in {@link LaneStoriesTest}. */
class LaneOrderTest {
    private static final long SEED = 20_261_124;
    private static final int ORDERS = 15;
    private static final Map<String, Consumer<ModelLab>> TOLD = Map.of(
            "listed", ModelLab::listed,
            "attached", ModelLab::attached,
            "cable-changed", ModelLab::cableChanged,
            "record-saved", ModelLab::recordSaved,
            "verify", lab -> lab.command(new VerificationRequested(PHONE, HOST, "anna")),
            "verify-too", lab -> lab.command(new VerificationRequested(PHONE, HOST, "ben")));

    /** What there is before anything is told. */
    private record Facts(boolean inVault, boolean knowsOurs, boolean knowsTheirs, Optional<PairRecord> atUsbmuxd) {
        ModelLab lab() {
            ModelLab lab = new ModelLab();
            if (inVault) {
                lab.vaultHas(OURS);
            }
            if (knowsOurs) {
                lab.knownToPhone.add(OURS.hostId());
            }
            if (knowsTheirs) {
                lab.knownToPhone.add(THEIRS.hostId());
            }
            lab.atUsbmuxd = atUsbmuxd;
            return lab;
        }

        /** The table of requirements: good record, usbmuxd's record, state, alerts. */
        String end(boolean restored) {
            boolean usbmuxdsWorks = atUsbmuxd.filter(r -> r == OURS ? knowsOurs : knowsTheirs).isPresent();
            if (inVault && knowsOurs) {
                return "ours, " + (atUsbmuxd.filter(r -> r == THEIRS && !restored).isPresent() ? "theirs" : "ours") + ", trusted, 0";
            }
            if (usbmuxdsWorks) {
                String which = name(atUsbmuxd.map(PairRecord::hostId));
                return which + ", " + which + ", trusted, 0";
            }
            return inVault && atUsbmuxd.isEmpty() ? "none, none, unpaired, 0" : "new, new, trusted, 1";
        }
    }

    private static List<Facts> all() {
        List<Facts> all = new ArrayList<>();
        for (boolean vault : new boolean[] {false, true}) {
            for (boolean ours : new boolean[] {false, true}) {
                for (boolean theirs : new boolean[] {false, true}) {
                    for (Optional<PairRecord> usbmuxd : List.of(Optional.<PairRecord>empty(), Optional.of(OURS), Optional.of(THEIRS))) {
                        all.add(new Facts(vault, ours, theirs, usbmuxd));
                    }
                }
            }
        }
        return all;
    }

    private static String name(Optional<String> hostId) {
        return hostId.map(id -> id.equals(OURS.hostId()) ? "ours" : id.equals(THEIRS.hostId()) ? "theirs" : "new").orElse("none");
    }

    private static String end(ModelLab lab) {
        String last = lab.history().get(lab.history().size() - 1);
        return name(lab.good()) + ", " + name(lab.usbmuxdHas()) + ", " + last.substring(0, last.indexOf('/')) + ", " + lab.prompts;
    }

    private static List<String> story(Random random, boolean restore) {
        List<String> story = new ArrayList<>(List.of(random.nextBoolean() ? "listed" : "attached"));
        List<String> names = TOLD.keySet().stream().sorted().toList();
        for (int more = random.nextInt(8); more > 0; more--) {
            story.add(names.get(random.nextInt(names.size())));
        }
        for (int times = restore ? 1 + random.nextInt(2) : 0; times > 0; times--) {
            story.add("restore");
        }
        Collections.shuffle(story, random);
        return story;
    }

    @Test
    void anyOrderAndRepetitionEndsInTheSameState() {
        Random random = new Random(SEED);
        for (Facts facts : all()) {
            for (boolean restore : new boolean[] {false, true}) {
                for (int i = 0; i < ORDERS; i++) {
                    List<String> story = story(random, restore);
                    ModelLab lab = facts.lab();
                    story.forEach(told -> tell(lab, told));
                    assertThat(end(lab)).as("%s told %s: %s", facts, story, lab).isEqualTo(facts.end(restore));
                }
            }
        }
    }

    private static void tell(ModelLab lab, String told) {
        if (told.equals("restore")) {
            lab.command(new RecordRestoreRequested(PHONE, HOST, "anna"));
        } else {
            TOLD.get(told).accept(lab);
        }
    }
}
