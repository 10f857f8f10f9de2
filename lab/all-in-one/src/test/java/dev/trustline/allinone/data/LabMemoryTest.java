package dev.trustline.allinone.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabMemoryTest {
    @TempDir
    private Path temp;

    @Test
    void aPortIsRememberedFromOneRunToTheNext() throws Exception {
        int port = LabMemory.in(temp).port("kafka");

        assertThat(LabMemory.in(temp).port("kafka")).isEqualTo(port);
    }

    @Test
    void aRememberedPortThatIsTakenNowIsReplaced() throws Exception {
        int port = LabMemory.in(temp).port("kafka");

        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(LabMemory.in(temp).port("kafka")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void valuesSurviveAndCanBeForgotten() throws Exception {
        LabMemory memory = LabMemory.in(temp);
        memory.put(LabMemory.HOST, "lab-1");
        assertThat(LabMemory.in(temp).get(LabMemory.HOST)).contains("lab-1");

        memory.remove(LabMemory.HOST);
        assertThat(LabMemory.in(temp).get(LabMemory.HOST)).isEmpty();
    }
}
