package dev.trustline.lockdown.pairing;

/** The keys of a pair record, as libimobiledevice's {@code common/userpref.h} names them. */
final class PairRecordKeys {
    static final String DEVICE_CERTIFICATE = "DeviceCertificate";
    static final String HOST_CERTIFICATE = "HostCertificate";
    static final String ROOT_CERTIFICATE = "RootCertificate";
    static final String HOST_PRIVATE_KEY = "HostPrivateKey";
    static final String ROOT_PRIVATE_KEY = "RootPrivateKey";
    static final String HOST_ID = "HostID";
    static final String SYSTEM_BUID = "SystemBUID";
    static final String ESCROW_BAG = "EscrowBag";
    static final String WIFI_MAC_ADDRESS = "WiFiMACAddress";

    private PairRecordKeys() { }
}
