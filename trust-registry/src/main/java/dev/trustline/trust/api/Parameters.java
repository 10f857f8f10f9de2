package dev.trustline.trust.api;

import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.trust.relation.RelationKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a request says; each mistake is a 400 that names what is expected. Stateless. */
final class Parameters {

    /** So many items are on a page if nothing is said. */
    static final int USUAL = 100;

    private static final int MOST = 1000;

    private Parameters() {
    }

    static RelationKey key(String udid, String host) {
        return new RelationKey(udid(udid), host(host));
    }

    static Udid udid(String text) {
        return Udid.tryParse(text).orElseThrow(() -> ApiProblem.badRequest(
                "udid is not a UDID: 40 hex digits, or 24 with or without a dash after the eighth."));
    }

    static String host(String text) {
        if (!EventSource.isHostName(text)) {
            throw ApiProblem.badRequest("host is not a host name: 1 to 63 letters, digits, dots, dashes, underscores.");
        }
        return text;
    }

    static TrustStatus state(String text) {
        return Arrays.stream(TrustStatus.values()).filter(s -> s.wireText().equals(text)).findFirst()
                .orElseThrow(() -> ApiProblem.badRequest("state is none of " + Arrays.stream(TrustStatus.values())
                        .map(TrustStatus::wireText).collect(Collectors.joining(", ")) + "."));
    }

    static boolean bool(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw ApiProblem.badRequest(name + " is true or false.");
        }
        return text.equals("true");
    }

    /** How many items are wanted: a whole number from 1 to 1000, {@link #USUAL} if nothing is said. */
    static int limit(String limit) {
        boolean number = limit == null || limit.matches("[0-9]{1,4}");
        int wanted = limit == null ? USUAL : number ? Integer.parseInt(limit) : 0;
        if (wanted < 1 || wanted > MOST) {
            throw ApiProblem.badRequest("limit is a number from 1 to " + MOST + ".");
        }
        return wanted;
    }

    static Udid udidAt(String cursor) {
        return Udid.tryParse(place(cursor)).orElseThrow(Parameters::notACursor);
    }

    static String cursor(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #cursor} was made from. */
    static String place(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw notACursor();
        }
    }

    static RelationKey keyAt(String cursor) {
        String[] parts = place(cursor).split("/", 2);
        Optional<Udid> udid = Udid.tryParse(parts[0]);
        if (udid.isEmpty() || parts.length < 2 || !EventSource.isHostName(parts[1])) {
            throw notACursor();
        }
        return new RelationKey(udid.get(), parts[1]);
    }

    static String commandAt(String cursor) {
        String id = place(cursor);
        if (!id.matches("[0-9]{1,19}-[0-9]{10,19}")) {
            throw notACursor();
        }
        return id;
    }

    static long versionAt(String cursor) {
        try {
            return Long.parseLong(place(cursor));
        } catch (NumberFormatException e) {
            throw notACursor();
        }
    }

    private static ApiProblem notACursor() {
        return ApiProblem.badRequest("cursor is not one of ours: take it from the field next of the answer before.");
    }
}
