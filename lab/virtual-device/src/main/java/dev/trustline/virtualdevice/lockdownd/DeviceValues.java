package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.Personality;
import dev.trustline.virtualdevice.phone.PhoneIdentity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code GetValue} tells: enough for idevicepair, ideviceinfo, usbmuxd's preflight, pymobiledevice3, go-ios and
 * netmuxd. Values of a session are closed before: {@code GetProhibited} for a key that exists, {@code MissingValue} for
 * one that does not.
 */
final class DeviceValues {
    static final String WIRELESS = "com.apple.mobile.wireless_lockdown";

    private static final double MICROS = 1e6;

    private final PhoneSide side;
    private static final String WIFI_CONNECTIONS = "EnableWifiConnections";

    private final Map<String, Object> wireless = new ConcurrentHashMap<>();

    DeviceValues(PhoneSide side) {
        this.side = side;
        wireless.put(WIFI_CONNECTIONS, side.phone().personality().oddities().wifiConnections());
    }

    boolean letsConnectOverWifi() {
        return Boolean.TRUE.equals(wireless.get(WIFI_CONNECTIONS));
    }

    void forbidWifi() {
        wireless.put(WIFI_CONNECTIONS, false);
    }

    /** Everything visible without a domain at this trust level. */
    PlistDict all(boolean session) {
        Map<String, Object> values = new TreeMap<>(open());
        if (session) {
            values.putAll(closed());
        }
        return dict(values);
    }

    Optional<Object> find(String key, boolean session) {
        return all(session).value(key);
    }

    boolean isClosed(String key) {
        return closed().containsKey(key);
    }

    /** A domain's values, inside a session only. */
    PlistDict domain(String domain) {
        return switch (domain) {
            case WIRELESS -> dict(wireless);
            case "com.apple.mobile.backup" -> PlistDict.of("WillEncrypt", false);
            case "com.apple.security.mac.amfi" -> PlistDict.of("DeveloperModeStatus", false);
            case "com.apple.purplebuddy" ->
                PlistDict.of("SetupDone", !side.phone().personality().policy().setupAssistant());
            default -> PlistDict.empty();
        };
    }

    void setWireless(String key, Object value) {
        wireless.put(key, value);
    }

    boolean removeWireless(String key) {
        return wireless.remove(key) != null;
    }

    private Map<String, Object> open() {
        PhoneIdentity identity = side.phone().identity();
        Personality personality = side.phone().personality();
        Map<String, Object> values = new TreeMap<>();
        values.put("DeviceClass", deviceClass(personality.productType()));
        values.put("DeviceName", identity.name());
        values.put("DevicePublicKey", side.key().devicePublicKeyPem());
        values.put("ProductVersion", personality.productVersion());
        values.put("ProductType", personality.productType());
        values.put("ProductName", "iPhone OS");
        values.put("BuildVersion", "21F90");
        values.put("HardwareModel", "D17AP");
        values.put("HardwarePlatform", "t8110");
        values.put("UniqueDeviceID", identity.udid());
        values.put("UniqueChipID", identity.uniqueChipId());
        values.put("ChipID", 0x8110);
        values.put("BoardId", 0x18);
        if (personality.oddities().wifiAddress()) {
            values.put("WiFiAddress", identity.wifiAddress());
        }
        values.put("CPUArchitecture", "arm64e");
        values.put("ProtocolVersion", "2");
        values.put("PartitionType", "GUID_partition_scheme");
        values.put("TimeIntervalSince1970", now());
        return values;
    }

    private Map<String, Object> closed() {
        boolean passcode = side.phone().personality().screen().passcode();
        return Map.of(
                "PasswordProtected", passcode,
                "TrustedHostAttached", side.phone().snapshot().validated(),
                "HostAttached", true,
                "SerialNumber", "LAB%09d".formatted(side.phone().identity().uniqueChipId() % 1_000_000_000L),
                "BluetoothAddress", side.phone().identity().wifiAddress(),
                "ActivationState", "Activated");
    }

    private double now() {
        return ChronoUnit.MICROS.between(
                        Instant.EPOCH, side.phone().personality().oddities().clock().orElseGet(side.timeline()::now))
                / MICROS;
    }

    private static String deviceClass(String productType) {
        return productType.replaceFirst("\\d.*", "");
    }

    private static PlistDict dict(Map<String, Object> values) {
        Object[] flat = values.entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray();
        return PlistDict.of(flat);
    }
}
