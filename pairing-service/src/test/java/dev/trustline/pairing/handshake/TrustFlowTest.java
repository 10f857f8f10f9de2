package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.documents.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The diagram and the reasons of docs/TRUST.md are those of the code. */
class TrustFlowTest {
    private static final Path DOCUMENT = Path.of("../docs/TRUST.md");
    private static final String FENCE = "```mermaid\n";

    /** Nothing is said with these: the relation keeps its state, or the attempt waits. */
    private static final Set<Reason> UNSAID = EnumSet.of(Reason.NEVER_ATTEMPTED, Reason.BEFORE_FIRST_UNLOCK, Reason.HOST_NOT_READY, Reason.RESTART,
            Reason.MASS_RESET_SUSPECTED);
    /** What a proof finds stands beside the reason that the relation had. */
    private static final Set<Reason> FOUND = EnumSet.of(Reason.RESTORED, Reason.RECORD_REPLACED);

    @Test
    void theDiagramIsWhatTheCodeYields() throws IOException {
        String text = Files.readString(DOCUMENT);
        assertThat(text).contains(FENCE);
        String drawn = text.substring(text.indexOf(FENCE) + FENCE.length()).split("```", 2)[0];

        String yielded = TrustFlow.ofTheCode().diagram();

        assertThat(drawn).as("the diagram of docs/TRUST.md; the right text is:\n%s", yielded).isEqualTo(yielded);
    }

    @Test
    void everyReasonThatTheCodeNamesIsInAStateOrSaysNothing() throws IOException {
        TrustFlow flow = TrustFlow.ofTheCode();
        Set<Reason> said = new TreeSet<>(UNSAID);
        for (TrustStatus status : TrustStatus.values()) {
            said.addAll(flow.reasons(status));
        }
        assertThat(said).containsAll(TrustFlow.named());
    }

    @Test
    void theStateBesideAReasonIsTheOneThatTheCodeSays() throws IOException {
        TrustFlow flow = TrustFlow.ofTheCode();
        Map<String, Set<String>> states = new TreeMap<>();
        for (TrustStatus status : TrustStatus.values()) {
            flow.reasons(status).forEach(r -> states.computeIfAbsent(r.wireText(), t -> new LinkedHashSet<>()).add(FOUND.contains(r) ? "unchanged" : "`" + status.wireText() + "`"));
        }
        for (List<String> cells : MarkdownTable.rows(DOCUMENT, "Reasons")) {
            String reason = MarkdownTable.code(cells.get(0)).get(0);
            if (states.containsKey(reason)) {
                assertThat(states.get(reason)).as("state of %s", reason).containsExactly(cells.get(1));
            } else {
                assertThat(Reason.ofWireText(reason)).as("a reason that nothing says must be marked so, or be said").satisfiesAnyOf(
                        r -> assertThat(UNSAID).contains(r), r -> assertThat(cells.get(2)).contains("not said yet"));
            }
        }
    }
}
