package dev.trustline.trust.api;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers with an entity tag, so that who asks again is told briefly that nothing changed. Stateless. */
final class ETags {

    private static final int BYTES = 12;

    private ETags() {
    }

    /** 200 with the body, which a cache may keep but must ask about, or 304 if the request names the tag of this very body. */
    static Response answer(Request request, Record body) {
        EntityTag tag = new EntityTag(hash(body.toString()), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(body) : unchanged).tag(tag).header("Cache-Control", "private, no-cache").build();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
