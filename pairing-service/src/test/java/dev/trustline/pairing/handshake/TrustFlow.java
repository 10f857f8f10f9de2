package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.lockdown.error.DeviceErrorKind;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which state may follow which, and why: drawn from the two tables of verdicts, asked in every situation there is, and from
 * what the code of this package says beside them. Immutable.
 */
final class TrustFlow {
    private static final Path PACKAGE = Path.of("src/main/java/dev/trustline/pairing/handshake");
    private static final Pattern SAID = Pattern.compile("Reason\\.([A-Z_]+), (?:f -> [^,]*, )?(\\w+)::new");
    private static final Pattern NAMED = Pattern.compile("\\bReason\\.([A-Z_]+)\\b");

    /** Where the reason is worked out in one place and said in another. */
    private static final Map<TrustStatus, Set<Reason>> WORKED_OUT = Map.of(
            TrustStatus.TRUSTED, EnumSet.of(Reason.USER_ACCEPTED, Reason.ACCEPTED_WITHOUT_ALERT, Reason.SETUP_ASSISTANT, Reason.SUPERVISED,
                    Reason.ALREADY_TRUSTED, Reason.RESTORED, Reason.RECORD_REPLACED),
            TrustStatus.UNKNOWN, EnumSet.of(Reason.HELD, Reason.HOST_BUSY),
            TrustStatus.AWAITING_UNLOCK, EnumSet.of(Reason.SUPERVISED_DEFERRED),
            TrustStatus.FAILED, EnumSet.of(Reason.ANSWER_NOT_ACCEPTED));

    /** No attempt is under way: nothing was asked yet, or what was asked has an end. */
    static final Set<TrustStatus> AT_REST = EnumSet.of(TrustStatus.UNKNOWN, TrustStatus.DENIED, TrustStatus.REVOKED, TrustStatus.UNPAIRED,
            TrustStatus.PROHIBITED, TrustStatus.FAILED);
    /** An attempt waits for somebody. */
    static final Set<TrustStatus> ASKING = EnumSet.of(TrustStatus.AWAITING_APPROVAL, TrustStatus.AWAITING_UNLOCK, TrustStatus.AWAITING_TRUST,
            TrustStatus.TIMED_OUT);

    static final Set<TrustStatus> NOT_TRUSTED = EnumSet.complementOf(EnumSet.of(TrustStatus.TRUSTED));

    private final Map<TrustStatus, Set<Reason>> reasons;

    private TrustFlow(Map<TrustStatus, Set<Reason>> reasons) {
        this.reasons = reasons;
    }

    static TrustFlow ofTheCode() throws IOException {
        Map<TrustStatus, Set<Reason>> found = new EnumMap<>(TrustStatus.class);
        WORKED_OUT.forEach((status, why) -> why.forEach(reason -> add(found, status, reason)));
        verdicts(found);
        for (String source : sources()) {
            Matcher said = SAID.matcher(source);
            while (said.find()) {
                add(found, statusOf(said.group(2)), Reason.valueOf(said.group(1)));
            }
        }
        return new TrustFlow(found);
    }

    private static void verdicts(Map<TrustStatus, Set<Reason>> found) {
        for (DeviceErrorKind refusal : DeviceErrorKind.values()) {
            everyOne(PairVerdict.Situation.class).map(s -> PairVerdict.on(refusal, s))
                    .forEach(v -> statusOf(v.course()).ifPresent(status -> add(found, status, v.reason())));
            everyOne(ProofVerdict.Situation.class).map(s -> ProofVerdict.onRefusal(refusal, s))
                    .forEach(v -> statusOf(v.course()).ifPresent(status -> add(found, status, v.reason())));
        }
        for (Answer.Trouble trouble : Answer.Trouble.values()) {
            everyOne(ProofVerdict.Situation.class).map(s -> ProofVerdict.onTrouble(trouble, s))
                    .forEach(v -> statusOf(v.course()).ifPresent(status -> add(found, status, v.reason())));
        }
    }

    private static void add(Map<TrustStatus, Set<Reason>> found, TrustStatus status, Reason reason) {
        found.computeIfAbsent(status, s -> EnumSet.noneOf(Reason.class)).add(reason);
    }

    private static Optional<TrustStatus> statusOf(PairVerdict.Course course) {
        return switch (course) {
            case WAIT_FOR_TAP -> Optional.of(TrustStatus.AWAITING_TRUST);
            case WAIT_FOR_UNLOCK -> Optional.of(TrustStatus.AWAITING_UNLOCK);
            case DENY -> Optional.of(TrustStatus.DENIED);
            case PROHIBIT -> Optional.of(TrustStatus.PROHIBITED);
            case FAIL -> Optional.of(TrustStatus.FAILED);
            case RENEW_RECORD, RECONNECT -> Optional.empty();
        };
    }

    private static Optional<TrustStatus> statusOf(ProofVerdict.Course course) {
        return switch (course) {
            case REVOKED -> Optional.of(TrustStatus.REVOKED);
            case UNPAIRED -> Optional.of(TrustStatus.UNPAIRED);
            case FAIL -> Optional.of(TrustStatus.FAILED);
            case PAIR, DEFER, TRY_AGAIN, WAIT_FOR_HOST, STOP -> Optional.empty();
        };
    }

    private static TrustStatus statusOf(String result) {
        try {
            ResultFacts facts = ResultFacts.of(Udid.parse("00008110001A2B3C4D5E6F70"), "a", 1, Reason.UNRECOGNISED)
                    .withRecord(new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false));
            Class<?> type = Class.forName(RelationResult.class.getPackageName() + "." + result);
            return ((RelationResult) type.getConstructor(ResultFacts.class).newInstance(facts)).status();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(result + " is no result about a relation", e);
        }
    }

    /** Every situation that differs in a flag, a choice, a number or a time that the tables may look at. */
    private static <S extends Record> Stream<S> everyOne(Class<S> situation) {
        List<List<Object>> all = List.of(List.of());
        for (RecordComponent component : situation.getRecordComponents()) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> some : all) {
                valuesOf(component.getType()).forEach(value -> longer.add(Stream.concat(some.stream(), Stream.of(value)).toList()));
            }
            all = longer;
        }
        return all.stream().map(values -> made(situation, values));
    }

    private static List<Object> valuesOf(Class<?> type) {
        if (type == boolean.class) {
            return List.of(false, true);
        }
        if (type == int.class) {
            return List.of(0, 1, 2);
        }
        return type == Duration.class ? List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofDays(400)) : List.of(type.getEnumConstants());
    }

    private static <S extends Record> S made(Class<S> situation, List<Object> values) {
        try {
            Class<?>[] types = Arrays.stream(situation.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new);
            return situation.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(situation + " cannot be made of " + values, e);
        }
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(PACKAGE)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    /** Every reason that the package names anywhere. */
    static Set<Reason> named() throws IOException {
        Set<Reason> all = new TreeSet<>();
        sources().forEach(text -> NAMED.matcher(text).results().forEach(m -> all.add(Reason.valueOf(m.group(1)))));
        return all;
    }

    /** Why a relation may be in that state. */
    Set<Reason> reasons(TrustStatus status) {
        return reasons.getOrDefault(status, Set.of());
    }

    /**
     * Whether a relation may go from one state to the other. Attempts begin at rest; a trusted relation is asked about only
     * when a person wants a device with another key to be paired anew; only an alert that is up can go unanswered. What is
     * trusted is prohibited only while the device is being restored ({@link #label}).
     */
    static boolean leads(TrustStatus from, TrustStatus to) {
        return switch (to) {
            case UNKNOWN, DENIED -> from != TrustStatus.TRUSTED;
            case AWAITING_APPROVAL -> !ASKING.contains(from);
            case AWAITING_UNLOCK, AWAITING_TRUST -> true;
            case TIMED_OUT -> from == TrustStatus.AWAITING_TRUST;
            case TRUSTED, REVOKED, UNPAIRED, PROHIBITED, FAILED -> true;
        } && from != to;
    }

    /** The diagram of docs/TRUST.md, its arrows labelled with reasons. */
    String diagram() {
        List<String> lines = new ArrayList<>(List.of("stateDiagram-v2", group("not_trusted", NOT_TRUSTED), group("at_rest", AT_REST), group("attempt", ASKING),
                "    [*] --> unknown: never-attempted"));
        for (TrustStatus to : TrustStatus.values()) {
            sources(to).forEach(from -> lines.add("    " + from + " --> " + id(to) + ": " + label(from, to)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String group(String name, Set<TrustStatus> states) {
        return "    state \"" + name.replace('_', ' ') + ": " + states.stream().map(TrustStatus::wireText).collect(Collectors.joining(", ")) + "\" as " + name;
    }

    /** From where: whole groups where all of their states lead there, then single states. */
    private static List<String> sources(TrustStatus to) {
        Set<TrustStatus> left = Arrays.stream(TrustStatus.values()).filter(from -> leads(from, to)).collect(Collectors.toCollection(TreeSet::new));
        List<String> from = new ArrayList<>();
        takeGroup(left, NOT_TRUSTED, to, "not_trusted", from);
        takeGroup(left, AT_REST, to, "at_rest", from);
        takeGroup(left, ASKING, to, "attempt", from);
        left.forEach(s -> from.add(id(s)));
        return from;
    }

    private static void takeGroup(Set<TrustStatus> left, Set<TrustStatus> group, TrustStatus to, String name, List<String> from) {
        Set<TrustStatus> others = EnumSet.copyOf(group);
        others.remove(to);
        if (left.containsAll(others)) {
            left.removeAll(others);
            from.add(name);
        }
    }

    private String label(String from, TrustStatus to) {
        boolean restoring = to == TrustStatus.PROHIBITED && from.equals(id(TrustStatus.TRUSTED));
        return restoring ? Reason.RESTORE_MODE.wireText() : reasons(to).stream().map(Reason::wireText).collect(Collectors.joining(", "));
    }

    private static String id(TrustStatus status) {
        return status.wireText().replace('-', '_');
    }
}
