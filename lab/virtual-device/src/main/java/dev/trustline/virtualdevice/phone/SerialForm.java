package dev.trustline.virtualdevice.phone;

/** What a serial number looks like. */
public enum SerialForm {
    /** 24 characters; usbmuxd tells them with a dash. */
    DASHED,
    /** 24 characters, told without the dash, as some replacements of usbmuxd do (Kaponata's {@code devicelist-udid2.xml}). */
    UNDASHED,
    /** 40 hex digits, as phones before the A12 have. */
    FORTY_HEX
}
