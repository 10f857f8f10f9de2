package dev.trustline.lockdown.usbmux;

/** Device ports and how {@code Connect} wants them. Stateless. */
public final class UsbmuxPorts {
    /** The port of lockdownd, host byte order. */
    public static final int LOCKDOWN = 62078;

    private UsbmuxPorts() { }

    /**
     * {@return the port with its two bytes swapped, as {@code PortNumber} of a {@code Connect} carries it; the same again
     * gives the port back}
     *
     * @param port 0 to 65535
     * @throws IllegalArgumentException outside that range
     */
    public static int swap(int port) {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("no port: " + port);
        }
        return (port & 0xFF) << 8 | port >> 8;
    }
}
