package dev.trustline.lockdown.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.OversizedFrame;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsbmuxPacketTest {

    @Test
    void theHeaderIsLittleEndianAndCountsItself() {
        byte[] bytes = new UsbmuxPacket(1, UsbmuxPacket.PLIST, 1, new byte[290]).toBytes();

        assertThat(HexFormat.of().formatHex(bytes, 0, 16)).isEqualTo("32010000010000000800000001000000");
        assertThat(bytes).hasSize(306);
    }

    @Test
    void aPlistPacketComesBackAsItWas() throws Exception {
        PlistDict dict = PlistDict.of("MessageType", "ListDevices");
        UsbmuxPacket packet = read(UsbmuxPacket.plist(9, dict).toBytes());

        assertThat(packet.version()).isEqualTo(UsbmuxPacket.VERSION_PLIST);
        assertThat(packet.messageType()).isEqualTo(UsbmuxPacket.PLIST);
        assertThat(packet.tag()).isEqualTo(9);
        assertThat(PlistReader.read(packet.body())).isEqualTo(dict);
    }

    @Test
    void theBinaryResultOfABadVersionIsRead() throws Exception {
        UsbmuxPacket packet = read(HexFormat.of().parseHex("1400000000000000010000000500000006000000"));

        assertThat(packet.messageType()).isEqualTo(UsbmuxPacket.RESULT);
        assertThat(packet.tag()).isEqualTo(5);
        assertThat(packet.body()).containsExactly(6, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0f000000", "00000000", "ffffffff", "01000100", "00000080"})
    void aLengthOutOfRangeIsRefused(String length) {
        byte[] bytes = HexFormat.of().parseHex(length + "010000000800000001000000");

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(OversizedFrame.class);
    }

    @Test
    void anEndInsideIsNoPoliteOne() {
        byte[] bytes = HexFormat.of().parseHex("14000000010000000800000001000000aa");

        assertThatThrownBy(() -> read(bytes)).isInstanceOfSatisfying(ConnectionEnded.class,
                end -> assertThat(end.betweenMessages()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({"62078,32498", "50001,20931", "49152,192", "27015,34665", "0,0", "65535,65535"})
    void portsAreSwapped(int port, int swapped) {
        assertThat(UsbmuxPorts.swap(port)).isEqualTo(swapped);
        assertThat(UsbmuxPorts.swap(swapped)).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void whatIsNoPortIsNotSwapped(int port) {
        assertThatThrownBy(() -> UsbmuxPorts.swap(port)).isInstanceOf(IllegalArgumentException.class);
    }

    private static UsbmuxPacket read(byte[] bytes) throws Exception {
        return UsbmuxPacket.read(new ByteArrayInputStream(bytes), UsbmuxPacket.DAEMON_LIMIT);
    }
}
