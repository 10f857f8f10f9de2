package dev.trustline.usbwatcher.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppleDeviceFilterTest {

    @Test
    void phonesAndTabletsInNormalModeMatch() {
        assertThat(AppleDeviceFilter.matches(0x05ac, 0x1290)).isTrue();
        assertThat(AppleDeviceFilter.matches(0x05ac, 0x12a8)).isTrue();
        assertThat(AppleDeviceFilter.matches(0x05ac, 0x12af)).isTrue();
    }

    @Test
    void otherAppleDevicesAndOtherVendorsDoNot() {
        assertThat(AppleDeviceFilter.matches(0x05ac, 0x128f)).isFalse();
        assertThat(AppleDeviceFilter.matches(0x05ac, 0x12b0)).isFalse();
        assertThat(AppleDeviceFilter.matches(0x05ac, 0x1281)).isFalse();
        assertThat(AppleDeviceFilter.matches(0x1d6b, 0x12a8)).isFalse();
    }
}
