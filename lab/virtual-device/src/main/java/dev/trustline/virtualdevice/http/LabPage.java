package dev.trustline.virtualdevice.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The page and its two assets, from the class path; the page carries the token that its requests must send. */
final class LabPage {
    private final byte[] page;
    private final byte[] style;
    private final byte[] script;

    LabPage(String pageToken) throws IOException {
        String template = new String(resource("lab.html"), StandardCharsets.UTF_8);
        this.page = template.replace("{{token}}", pageToken).getBytes(StandardCharsets.UTF_8);
        this.style = resource("lab.css");
        this.script = resource("lab.js");
    }

    Answer page() {
        return Answer.of("text/html; charset=utf-8", page);
    }

    Answer style() {
        return Answer.of("text/css; charset=utf-8", style);
    }

    Answer script() {
        return Answer.of("text/javascript; charset=utf-8", script);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LabPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the lab's jar is incomplete: " + name);
            }
            return in.readAllBytes();
        }
    }
}
