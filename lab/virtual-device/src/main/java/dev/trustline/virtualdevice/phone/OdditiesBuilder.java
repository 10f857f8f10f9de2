package dev.trustline.virtualdevice.phone;

import java.time.Instant;
import java.util.Optional;

/** Builds what is odd about a {@link Personality}. Not for use by several threads. */
public final class OdditiesBuilder {
    private boolean restored;
    private boolean wifiAddress = true;
    private boolean escrowBag = true;
    private Optional<Instant> clock = Optional.empty();
    private SerialForm serial = SerialForm.DASHED;
    private boolean wifiConnections;

    OdditiesBuilder() {}

    /** It is in restore mode. */
    public OdditiesBuilder restored(boolean value) {
        restored = value;
        return this;
    }

    /** Whether it tells a Wi-Fi address. */
    public OdditiesBuilder wifiAddress(boolean value) {
        wifiAddress = value;
        return this;
    }

    /** Whether it gives an escrow bag. */
    public OdditiesBuilder escrowBag(boolean value) {
        escrowBag = value;
        return this;
    }

    /** Its clock stands at this time. */
    public OdditiesBuilder clock(Instant value) {
        clock = Optional.of(value);
        return this;
    }

    /** What its serial number looks like. */
    public OdditiesBuilder serial(SerialForm value) {
        serial = value;
        return this;
    }

    /** Whether it lets hosts connect over Wi-Fi at first. */
    public OdditiesBuilder wifiConnections(boolean value) {
        wifiConnections = value;
        return this;
    }

    /** The finished part. */
    Personality.Oddities build() {
        return new Personality.Oddities(restored, wifiAddress, escrowBag, clock, serial, wifiConnections);
    }
}
