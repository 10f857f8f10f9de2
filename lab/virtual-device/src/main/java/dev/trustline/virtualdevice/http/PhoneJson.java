package dev.trustline.virtualdevice.http;

import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.phone.Moment;
import dev.trustline.virtualdevice.phone.PhoneSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** A phone as the API shows it. Times are the lab's monotonic nanoseconds and microseconds since 1970; null: not yet. */
final class PhoneJson {
    private PhoneJson() {}

    static Map<String, Object> of(LabPhone lab) {
        PhoneSnapshot phone = lab.snapshot();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("udid", phone.identity().udid());
        json.put("name", phone.identity().name());
        json.put("productType", phone.personality().productType());
        json.put("productVersion", phone.personality().productVersion());
        json.put("personality", phone.personality().label());
        json.put("host", phone.host().orElse(null));
        json.put("plugged", phone.plugged());
        json.put("locked", phone.locked());
        json.put("lockState", phone.lock().text());
        json.put("passcode", phone.personality().screen().passcode());
        json.put("dialog", phone.dialog().text());
        json.put("trustedHosts", phone.trustedHosts());
        json.put("prompts", phone.prompts());
        json.put("pairsOverCable", phone.pairs().overCable());
        json.put("pairsOverNetwork", phone.pairs().overNetwork());
        json.put("pairsInSession", phone.pairs().inSession());
        json.put("asksForPasscode", phone.sheet().up());
        json.put("backingUp", phone.sheet().backingUp());
        json.put("passcodePrompts", phone.sheet().shown());
        json.put("promptObservers", lab.promptObservers());
        moment(json, "attachedAt", phone.milestones().attached());
        moment(json, "alertShownAt", phone.milestones().alertShown());
        moment(json, "tappedAt", phone.milestones().tapped());
        moment(json, "storedAt", phone.milestones().stored());
        return json;
    }

    private static void moment(Map<String, Object> json, String name, Moment moment) {
        boolean happened = moment.epochMicros() != 0;
        json.put(name + "Nanos", happened ? moment.nanos() : null);
        json.put(name + "EpochMicros", happened ? moment.epochMicros() : null);
    }
}
