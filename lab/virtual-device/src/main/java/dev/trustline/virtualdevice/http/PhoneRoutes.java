package dev.trustline.virtualdevice.http;

import static java.util.Map.entry;

import dev.trustline.virtualdevice.LabHost;
import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.VirtualLab;
import dev.trustline.virtualdevice.phone.TapOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the API shows of phones, and what it does with one. */
final class PhoneRoutes {
    private static final Map<String, Function<LabPhone, TapOutcome>> ACTIONS = Map.ofEntries(
            entry("trust", LabPhone::trust),
            entry("deny", LabPhone::deny),
            entry("passcode", LabPhone::enterPasscode),
            entry("cancel-passcode", LabPhone::cancelPasscode),
            entry("forget-host", LabPhone::forgetHost),
            entry("prompt", LabPhone::prompt),
            entry("dismiss-prompt", LabPhone::dismissPrompt),
            entry("backup-begins", LabPhone::beginBackup),
            entry("backup-ends", LabPhone::endBackup),
            entry("lock", LabPhone::lock),
            entry("unlock", LabPhone::unlock),
            entry("plug", LabPhone::plug),
            entry("unplug", LabPhone::unplug),
            entry("network-plug", LabPhone::networkPlug),
            entry("network-unplug", LabPhone::networkUnplug),
            entry("reset", LabPhone::reset),
            entry("erase", LabPhone::erase),
            entry("reboot", LabPhone::reboot));

    /** Actions that may name a host, {@code ?host=}. */
    private static final Map<String, BiFunction<LabPhone, LabHost, TapOutcome>> WITH_HOST =
            Map.of("plug", LabPhone::plug, "network-plug", LabPhone::networkPlug, "forget-host", LabPhone::forgetHost);

    private final VirtualLab lab;

    PhoneRoutes(VirtualLab lab) {
        this.lab = lab;
    }

    /** {@code GET /phones?offset=&limit=&dialog=}; the number of all that match is in {@code X-Total-Count}. */
    Answer list(Query query) {
        List<LabPhone> matching = lab.phones().stream()
                .filter(phone -> query.first("dialog")
                        .map(phone.snapshot().dialog().text()::equals)
                        .orElse(true))
                .toList();
        List<Map<String, Object>> rows = matching.stream()
                .skip(query.number("offset", 0))
                .limit(query.number("limit", Integer.MAX_VALUE))
                .map(PhoneJson::of)
                .toList();
        return Answer.json(rows, Map.of("X-Total-Count", String.valueOf(matching.size())));
    }

    Answer show(String udid) {
        return lab.find(udid)
                .map(phone -> Answer.json(PhoneJson.of(phone), Map.of()))
                .orElseGet(() -> unknownPhone(udid));
    }

    Answer act(String udid, String action, Query query) {
        Optional<LabPhone> phone = lab.find(udid);
        if (phone.isEmpty()) {
            return unknownPhone(udid);
        }
        Function<LabPhone, TapOutcome> step = ACTIONS.get(action);
        if (step == null) {
            return Answer.problem(404, "Unknown action", "known: " + ACTIONS.keySet().stream().sorted().toList());
        }
        Optional<String> hostName = query.first("host").filter(name -> WITH_HOST.containsKey(action));
        if (hostName.isPresent()) {
            LabHost host = lab.hosts().get(hostName.get());
            return host == null
                    ? Answer.problem(404, "Unknown host", "known: " + lab.hosts().keySet())
                    : answer(WITH_HOST.get(action).apply(phone.get(), host));
        }
        return answer(step.apply(phone.get()));
    }

    private static Answer answer(TapOutcome outcome) {
        return outcome.done() ? Answer.noContent() : Answer.problem(409, "Nothing to do", outcome.reason());
    }

    private static Answer unknownPhone(String udid) {
        return Answer.problem(404, "Unknown phone", "the lab has no phone " + udid);
    }
}
