package dev.trustline.allinone.daemon;

/**
 * Something about a usbmuxd that a person should mend.
 *
 * @param code   stable, kebab-case
 * @param detail one sentence: what is wrong and what follows from it
 * @param mended whether the systemd drop-in mends it
 */
public record Finding(String code, String detail, boolean mended) {}
