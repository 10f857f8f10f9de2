package dev.trustline.lockdown.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.OversizedFrame;
import dev.trustline.lockdown.plist.PlistDict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlistFramesTest {
    private static final PlistDict QUERY = PlistDict.of("Request", "QueryType");

    @Test
    void theLengthIsBigEndianAndDoesNotCountItself() throws Exception {
        byte[] frame = frame(QUERY);

        assertThat(frame[0] << 24 | frame[1] << 16 | (frame[2] & 0xFF) << 8 | frame[3] & 0xFF).isEqualTo(frame.length - 4);
        assertThat(PlistFrames.read(new ByteArrayInputStream(frame))).isEqualTo(QUERY);
    }

    @Test
    void aFrameIsOneWrite() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int one) {
                writes.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.incrementAndGet();
            }
        };
        PlistFrames.write(counting, QUERY);
        PlistFrames.writeBinary(counting, QUERY);

        assertThat(writes).hasValue(2);
    }

    @Test
    void binaryFramesAreReadLikeOthersAndNotAByteBeyond() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlistFrames.writeBinary(out, QUERY);
        PlistFrames.write(out, PlistDict.of("second", 2));
        out.write(0x16);
        InputStream in = new ByteArrayInputStream(out.toByteArray());

        assertThat(PlistFrames.read(in)).isEqualTo(QUERY);
        assertThat(PlistFrames.read(in)).isEqualTo(PlistDict.of("second", 2));
        assertThat(in.readAllBytes()).containsExactly(0x16);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,0,0", "-1,-1,-1,-1,4294967295", "0,16,0,1,1048577", "127,-1,-1,-1,2147483647", "23,3,3,0,386073344"})
    void aLengthOutOfRangeIsRefusedBeforeAnythingIsAllocated(byte a, byte b, byte c, byte d, long length) {
        assertThatThrownBy(() -> PlistFrames.read(new ByteArrayInputStream(new byte[] {a, b, c, d})))
                .isInstanceOf(OversizedFrame.class).hasMessageContaining(" " + length + " bytes");
    }

    @Test
    void anEndBetweenFramesDiffersFromOneInside() throws Exception {
        byte[] frame = frame(QUERY);
        for (int length = 0; length < frame.length; length++) {
            InputStream cut = new ByteArrayInputStream(Arrays.copyOf(frame, length));
            boolean between = length == 0;
            assertThatThrownBy(() -> PlistFrames.read(cut)).isInstanceOfSatisfying(ConnectionEnded.class,
                    end -> assertThat(end.betweenMessages()).isEqualTo(between));
        }
    }

    private static byte[] frame(PlistDict dict) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlistFrames.write(out, dict);
        return out.toByteArray();
    }
}
