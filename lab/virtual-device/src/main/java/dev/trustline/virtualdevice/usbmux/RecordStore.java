package dev.trustline.virtualdevice.usbmux;

import java.io.IOException;
import java.util.Optional;

/** What a usbmuxd keeps: its SystemBUID and pair records by UDID. Safe for many threads. */
public interface RecordStore {

    /** The host's identity, 36 characters; the same until somebody replaces it. */
    String systemBuid();

    /** Gives the host another identity, as a reinstallation or a lost file does; records stay. */
    void replaceBuid(String systemBuid) throws IOException;

    /** Loses every record. */
    void clear() throws IOException;

    /** The record's bytes as stored. */
    Optional<byte[]> read(String udid) throws IOException;

    /** Replaces a record; {@code document} is a property list. */
    void save(String udid, byte[] document) throws IOException;

    /** Removes a record; {@code false} when there is none. */
    boolean delete(String udid) throws IOException;
}
