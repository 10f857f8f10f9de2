package dev.trustline.pairing.consent;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.ConsentPolicy.Say;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of an allow-list.
 *
 * @param say     what it says
 * @param label   its name, or its text: what is kept with the decision
 * @param udid    the device that it is for; empty for any
 * @param product pattern of {@code ProductType}; empty for any
 * @param port    pattern of bus and ports; empty for any
 */
public record AllowRule(Say say, String label, Optional<Udid> udid, Optional<Pattern> product, Optional<Pattern> port) {
    private static final Set<String> KEYS = Set.of("name", "udid", "product", "port");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.,:*-]{1,80}");
    private static final int LONGEST_LABEL = 100;

    static AllowRule parse(String rule, int line) throws AllowList.Broken {
        String[] words = rule.split("\\s+");
        Optional<Say> say = AllowList.say(words[0]);
        if (say.isEmpty()) {
            throw AllowList.Broken.line(line, "a rule begins with allow, ask or refuse");
        }
        Map<String, String> found = new HashMap<>();
        boolean all = words.length > 1 && words[1].equals("all");
        for (int i = all ? 2 : 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String key = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (!KEYS.contains(key) || equals < 0 || !VALUE.matcher(words[i].substring(equals + 1)).matches()) {
                throw AllowList.Broken.line(line, "what follows must be all, name=, udid=, product= or port= with letters, digits and _ . , : * -");
            }
            if (found.put(key, words[i].substring(equals + 1)) != null) {
                throw AllowList.Broken.line(line, key + "= stands twice");
            }
        }
        boolean conditions = found.keySet().stream().anyMatch(k -> !k.equals("name"));
        if (all == conditions) {
            throw AllowList.Broken.line(line, "give a condition (udid=, product=, port=), or the word all for every device");
        }
        Optional<Udid> udid = Optional.ofNullable(found.get("udid")).flatMap(Udid::tryParse);
        if (found.containsKey("udid") && udid.isEmpty()) {
            throw AllowList.Broken.line(line, "udid= is no UDID");
        }
        String label = found.getOrDefault("name", String.join(" ", words));
        return new AllowRule(say.get(), label.substring(0, Math.min(label.length(), LONGEST_LABEL)), udid,
                Optional.ofNullable(found.get("product")).map(AllowRule::pattern), Optional.ofNullable(found.get("port")).map(AllowRule::pattern));
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Stream.of(text.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean fits(Udid device, String productType, Optional<String> portPath) {
        return udid.map(device::equals).orElse(true)
                && product.map(p -> productType != null && p.matcher(productType).matches()).orElse(true)
                && port.map(p -> portPath.filter(there -> p.matcher(there).matches()).isPresent()).orElse(true);
    }
}
