package dev.trustline.trust.ladder;

import java.util.Locale;

/** A step of the page, in its order. None is taken by the product itself; a new attempt follows each by itself. */
public enum Rung {
    /** The newest usbmuxd, running. */
    HOST_SOFTWARE("The host checks by itself that usbmuxd's socket is one, answers, and is not known to be unsafe.",
            "Mend or upgrade usbmuxd on the host as its problems say.", "usbmuxd's problems are gone from the host's reports, or its version changed"),
    /** The cable out and in. */
    REPLUG("Nothing by itself: a re-plug by software is not offered yet.",
            "Pull the cable and plug it in again.", "detached, then attached"),
    /** The computer restarted. */
    RESTART_HOST("Restarts nothing by itself; says how many other devices hang on this host.",
            "Restart the host.", "the host's boot id changed"),
    /** The device restarted. */
    RESTART_DEVICE("Nothing by itself.",
            "Restart the device, unlock it, and leave the cable in.", "gone from the cable for a long time, or locked after it came back"),
    /** Location & Privacy reset on the device. */
    RESET_PRIVACY("Never by itself; lists every host that would lose its trust.",
            "Reset Location & Privacy on the device: every host listed here loses its trust and must be trusted again.",
            "a host that the device trusted is forgotten"),
    /** The network settings reset on the device. */
    RESET_NETWORK("Never by itself; lists every host that would lose its trust, and what else is lost.",
            "Reset the network settings on the device: Wi-Fi networks with their passwords, mobile data, VPN and APN settings are lost, and the trust of every host listed here.",
            "a host is forgotten once more");

    private final String product;
    private final String person;
    private final String sign;

    Rung(String product, String person, String sign) {
        this.product = product;
        this.person = person;
        this.sign = sign;
    }

    /** From 1, as on the page. */
    public int number() {
        return ordinal() + 1;
    }

    /** The rung with this number, from 1 to 6. */
    public static Rung ofNumber(int number) {
        return values()[number - 1];
    }

    /** What the product does itself, in one sentence. */
    public String product() {
        return product;
    }

    /** What a person is asked to do, in one sentence. */
    public String person() {
        return person;
    }

    /** How the product knows that it was taken. */
    public String sign() {
        return sign;
    }

    /** Whether the device forgets every host by it. */
    public boolean endsTrust() {
        return this == RESET_PRIVACY || this == RESET_NETWORK;
    }

    /** Whether it ends with an attach, which begins a new attempt by itself. */
    boolean endsWithAttach() {
        return this == REPLUG || this == RESTART_DEVICE;
    }

    /** As it stands in REST. */
    public String wireText() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
