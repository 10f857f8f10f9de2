package dev.trustline.virtualdevice.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.LabStartFailed;
import dev.trustline.virtualdevice.VirtualLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSecurityTest {
    private static final String LOCK = "/phones/00008110-0000000000000001/lock";
    private static VirtualLab lab;
    private static String own;

    @BeforeAll
    static void start() throws LabStartFailed {
        lab = VirtualLab.start(LabOptions.builder().build());
        own = "127.0.0.1:" + lab.httpUri().getPort();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** By hand, because HTTP clients do not let a test choose Host and Origin. */
    private static String send(String method, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), lab.httpUri().getPort())) {
            socket.setSoTimeout(5_000);
            String head = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n" : "") + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String response) {
        return Integer.parseInt(response.substring(9, 12));
    }

    private static String host() {
        return "Host: " + own;
    }

    private static String bearer() {
        return "Authorization: Bearer " + lab.token();
    }

    private static String pageToken() throws IOException {
        Matcher matcher = Pattern.compile("lab-token\" content=\"([^\"]+)\"").matcher(send("GET", "/", host()));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void aClientWithTheTokenMayAct() throws IOException {
        assertThat(status(send("POST", LOCK, host(), bearer()))).isEqualTo(204);
    }

    @Test
    void withoutATokenNobodyActs() throws IOException {
        assertThat(status(send("POST", LOCK, host()))).isEqualTo(401);
        assertThat(status(send("POST", LOCK, host(), "Authorization: Bearer wrong"))).isEqualTo(401);
        assertThat(status(send("POST", LOCK, host(), "Authorization: Basic " + lab.token()))).isEqualTo(401);
        assertThat(status(send("POST", LOCK + "?token=" + lab.token(), host()))).isEqualTo(401);
    }

    @Test
    void thePageActsWithItsOwnHeaderFromItsOwnOrigin() throws IOException {
        String header = RequestGuard.PAGE_HEADER + ": " + pageToken();
        assertThat(status(send(
                        "POST", LOCK, host(), header, "Origin: http://" + own, "Sec-Fetch-Site: same-origin")))
                .isEqualTo(204);
        assertThat(status(send("POST", LOCK, host(), RequestGuard.PAGE_HEADER + ": guess"))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Origin: http://evil.example", "Origin: null", "Origin: https://127.0.0.1",
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"
    })
    void noOtherPageActsOrReadsEvenWithTheToken(String foreign) throws IOException {
        assertThat(status(send("POST", LOCK, host(), bearer(), foreign))).isEqualTo(403);
        assertThat(status(send("GET", "/phones", host(), bearer(), foreign))).isEqualTo(403);
        assertThat(status(send("GET", "/", host(), foreign))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: 127.0.0.1", "Host: 127.0.0.1:1", "X-No-Host: 1"})
    void everyNameButTheBoundOneIsRefused(String host) throws IOException {
        assertThat(status(send("GET", "/phones", host))).isIn(400, 403);
        assertThat(status(send("POST", LOCK, host, bearer()))).isIn(400, 403);
    }

    @Test
    void localhostIsAnotherNameOfLoopback() throws IOException {
        assertThat(status(send("GET", "/phones", "Host: localhost:" + lab.httpUri().getPort()))).isEqualTo(200);
    }

    @Test
    void aLinkFromElsewhereOpensThePageButNothingElse() throws IOException {
        String[] navigation = {"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"};
        assertThat(status(send("GET", "/", host(), navigation[0], navigation[1], navigation[2]))).isEqualTo(200);
        assertThat(status(send("GET", "/phones", host(), navigation[0], navigation[1], navigation[2])))
                .isEqualTo(403);
        assertThat(status(send("GET", "/", host(), navigation[0], navigation[1], "Sec-Fetch-Dest: iframe")))
                .isEqualTo(403);
    }

    @Test
    void thePageCannotBeFramedAndRunsOnlyItsOwnScript() throws IOException {
        assertThat(send("GET", "/", host()).toLowerCase(java.util.Locale.ROOT))
                .contains("frame-ancestors 'none'")
                .contains("script-src 'self'")
                .contains("x-frame-options: deny")
                .doesNotContain(lab.token().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /phones/00008110-0000000000000001/trust, 405",
        "DELETE, /phones/00008110-0000000000000001, 405",
        "POST, /phones, 405",
        "POST, /phones/00008110-0000000000000001/explode, 404",
        "POST, /phones/unknown/trust, 404",
        "GET, /phones/unknown, 404",
        "GET, /nothing, 404",
        "GET, /phones?offset=-1, 400",
        "POST, /phones/00008110-0000000000000001/plug?host=nowhere, 404",
        "POST, /phones/00008110-0000000000000001/trust, 409"
    })
    void wrongRequestsGetAProblemAndNoStackTrace(String method, String path, int status) throws IOException {
        String response = send(method, path, host(), bearer());
        assertThat(status(response)).isEqualTo(status);
        assertThat(response).contains("application/problem+json").doesNotContain("Exception");
    }

    @Test
    void beyondLoopbackEvenReadingNeedsTheToken() throws IOException, LabStartFailed {
        try (VirtualLab open = VirtualLab.start(
                LabOptions.builder().bind(InetAddress.getByName("0.0.0.0")).build())) {
            VirtualLab before = lab;
            lab = open;
            try {
                String host = "Host: 127.0.0.1:" + open.httpUri().getPort();
                assertThat(status(send("GET", "/phones", host))).isEqualTo(401);
                assertThat(status(send("GET", "/", host))).isEqualTo(401);
                assertThat(status(send("GET", "/?token=" + open.token(), host))).isEqualTo(200);
                assertThat(status(send("GET", "/phones", host, "Authorization: Bearer " + open.token())))
                        .isEqualTo(200);
            } finally {
                lab = before;
            }
        }
    }
}
