package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.io.Delivery;
import java.time.Duration;

/** Builds how the bytes of a {@link Personality} travel. Not for use by several threads. */
public final class LinkBuilder {
    private Delivery delivery = Delivery.PLAIN;
    private boolean binaryReplies;
    private int dropHandshakes;
    private String minTls = "1.0";
    private String maxTls = "1.3";
    private Duration lockdownIdle = Duration.ofSeconds(10);
    private Duration proxyIdle = Duration.ZERO;
    private int keyBits = 2048;
    private boolean plainRsa;

    LinkBuilder() {}

    /** Shape of the phone's writes. */
    public LinkBuilder delivery(Delivery value) {
        delivery = value;
        return this;
    }

    /** Answers in binary property lists. */
    public LinkBuilder binaryReplies(boolean value) {
        binaryReplies = value;
        return this;
    }

    /** Drops this many TLS handshakes. */
    public LinkBuilder dropHandshakes(int value) {
        dropHandshakes = value;
        return this;
    }

    /** TLS versions, from oldest to newest, {@code 1.0} to {@code 1.3}. */
    public LinkBuilder tls(String oldest, String newest) {
        minTls = oldest;
        maxTls = newest;
        return this;
    }

    /** Idle limit of lockdown connections. */
    public LinkBuilder lockdownIdle(Duration value) {
        lockdownIdle = value;
        return this;
    }

    /** Idle limit of notification proxies. */
    public LinkBuilder proxyIdle(Duration value) {
        proxyIdle = value;
        return this;
    }

    /** RSA size of the device key. */
    public LinkBuilder keyBits(int value) {
        keyBits = value;
        return this;
    }

    /** It knows only the oldest cipher suites. */
    public LinkBuilder plainRsa(boolean value) {
        plainRsa = value;
        return this;
    }

    /** The finished part. */
    Personality.Link build() {
        return new Personality.Link(delivery, binaryReplies, dropHandshakes, minTls, maxTls, lockdownIdle, proxyIdle, keyBits, plainRsa);
    }
}
