package dev.trustline.trust.api;

import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of an error, as in RFC 9457.
 *
 * @param type   always {@code about:blank}: the status says what kind it is
 * @param title  the status in words
 * @param status the HTTP status
 * @param detail what is wrong and what to do
 */
@Schema(requiredProperties = {"type", "title", "status", "detail"})
public record Problem(String type, String title, int status, String detail) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
