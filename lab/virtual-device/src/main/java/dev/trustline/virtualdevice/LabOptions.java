package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.lockdownd.DeviceKeyStore;
import dev.trustline.virtualdevice.phone.Owner;
import dev.trustline.virtualdevice.phone.PersonalitySpec;
import dev.trustline.virtualdevice.time.SystemTimeline;
import dev.trustline.virtualdevice.time.Timeline;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * How a lab is set up. Immutable.
 *
 * @param phones how many, 1 to 100,000
 * @param hosts lab hosts; phones are plugged into them in turn
 * @param owner what owners do whose personality leaves it open
 * @param personalities texts for some or all phones, later ones over earlier ones
 * @param data where keys and records are kept; empty: in memory
 * @param bind where everything listens
 * @param httpPort port of control API and page, 0 for a free one, empty for none
 * @param token the API's bearer token; empty: generated, kept in the data folder
 * @param pregenerateKeys whether every phone's key is made before the lab is ready
 * @param startUnplugged whether phones start without a cable
 * @param deviceKeys where device keys come from and go to; empty: the data folder, or nowhere
 * @param boot how long a phone is off the bus while it starts
 * @param timeline the clock; closed with the lab
 */
public record LabOptions(
        int phones,
        List<HostOptions> hosts,
        Owner owner,
        List<PersonalitySpec> personalities,
        Optional<Path> data,
        InetAddress bind,
        OptionalInt httpPort,
        Optional<String> token,
        boolean pregenerateKeys,
        boolean startUnplugged,
        Optional<DeviceKeyStore> deviceKeys,
        Duration boot,
        Supplier<Timeline> timeline) {

    private static final int MOST_PHONES = 100_000;
    private static final int SHORTEST_TOKEN = 16;

    /** Refuses no phones, no host, two hosts of one name, a short token. */
    public LabOptions {
        hosts = List.copyOf(hosts);
        personalities = List.copyOf(personalities);
        if (phones < 1 || phones > MOST_PHONES) {
            throw new IllegalArgumentException("a lab has 1 to " + MOST_PHONES + " phones, not " + phones);
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a lab has at least one host");
        }
        if (hosts.stream().map(HostOptions::name).distinct().count() < hosts.size()) {
            throw new IllegalArgumentException("two lab hosts have the same name");
        }
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("the token is too short: at least " + SHORTEST_TOKEN + " characters");
        }
    }

    /** One phone on the host {@code lab-1}, free ports on loopback, nothing kept. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. Not for use by several threads. */
    public static final class Builder {
        private int phones = 1;
        private final List<HostOptions> hosts = new ArrayList<>();
        private Owner owner = Owner.waits();
        private final List<PersonalitySpec> personalities = new ArrayList<>();
        private Optional<Path> data = Optional.empty();
        private InetAddress bind = InetAddress.getLoopbackAddress();
        private OptionalInt httpPort = OptionalInt.of(0);
        private Optional<String> token = Optional.empty();
        private boolean pregenerateKeys;
        private boolean startUnplugged;
        private Optional<DeviceKeyStore> deviceKeys = Optional.empty();
        private Duration boot = Duration.ofSeconds(2);
        private Supplier<Timeline> timeline = SystemTimeline::new;

        private Builder() {}

        /** How many phones. */
        public Builder phones(int value) {
            phones = value;
            return this;
        }

        /** One more lab host. */
        public Builder host(HostOptions value) {
            hosts.add(value);
            return this;
        }

        /** What owners do whose personality leaves it open. */
        public Builder owner(Owner value) {
            owner = value;
            return this;
        }

        /** One more personality text, such as {@code 2-3:locked+ios=16.1}. */
        public Builder personality(String value) {
            personalities.add(PersonalitySpec.parse(value));
            return this;
        }

        /** Keeps keys and records here. */
        public Builder data(Path value) {
            data = Optional.of(value);
            return this;
        }

        /** Listens on this address instead of loopback. */
        public Builder bind(InetAddress value) {
            bind = value;
            return this;
        }

        /** Port of control API and page. */
        public Builder httpPort(int value) {
            httpPort = OptionalInt.of(value);
            return this;
        }

        /** No control API, no page. */
        public Builder withoutHttp() {
            httpPort = OptionalInt.empty();
            return this;
        }

        /** The API's bearer token. */
        public Builder token(String value) {
            token = Optional.of(value);
            return this;
        }

        /** Makes every key before the lab is ready. */
        public Builder pregenerateKeys(boolean value) {
            pregenerateKeys = value;
            return this;
        }

        /** Phones start without a cable. */
        public Builder startUnplugged(boolean value) {
            startUnplugged = value;
            return this;
        }

        /** Takes device keys from here, and gives new ones to it. */
        public Builder deviceKeys(DeviceKeyStore value) {
            deviceKeys = Optional.of(value);
            return this;
        }

        /** How long a phone is off the bus while it starts. */
        public Builder boot(Duration value) {
            boot = value;
            return this;
        }

        /** Another clock, for tests. */
        public Builder timeline(Timeline value) {
            timeline = () -> value;
            return this;
        }

        /** The options. */
        public LabOptions build() {
            return new LabOptions(
                    phones,
                    hosts.isEmpty() ? List.of(HostOptions.onFreePort("lab-1")) : hosts,
                    owner,
                    personalities,
                    data,
                    bind,
                    httpPort,
                    token,
                    pregenerateKeys,
                    startUnplugged,
                    deviceKeys,
                    boot,
                    timeline);
        }
    }
}
