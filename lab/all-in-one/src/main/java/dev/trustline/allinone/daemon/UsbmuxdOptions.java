package dev.trustline.allinone.daemon;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The options of a usbmuxd, as its {@code src/main.c} reads them: {@code -p} or {@code --no-preflight}, short ones in one word
 * too; {@code -U}, {@code -S}, {@code -C} and {@code -l} take a value, which is no option; {@code -S} or {@code --socket} names a
 * socket that is not the usual one. The pairing-service judges the daemon that it uses by the same rules, each for itself: the
 * launcher carries neither the service nor the libraries that it is made of. Immutable.
 *
 * @param words what follows the program's name
 */
record UsbmuxdOptions(List<String> words) {
    private static final Pattern NO_PREFLIGHT = Pattern.compile("--no-preflight|-[a-zA-Z&&[^USCl]]*p.*");
    private static final Pattern OTHER_SOCKET = Pattern.compile("--socket(=.*)?|-[a-zA-Z&&[^UCl]]*S.*");
    private static final List<String> USUAL_SOCKETS = List.of("unix:/var/run/usbmuxd", "unix:/run/usbmuxd");

    UsbmuxdOptions {
        words = List.copyOf(words);
    }

    /** Of a command line whose words are separated by spaces, the program first. */
    static UsbmuxdOptions of(String commandLine) {
        return new UsbmuxdOptions(Arrays.stream(commandLine.strip().split("\\s+")).skip(1).toList());
    }

    /** Whether it asks for trust by itself whatever is plugged in. */
    boolean hasPreflight() {
        return words.stream().noneMatch(w -> NO_PREFLIGHT.matcher(w).matches());
    }

    /** Whether it may be what answers at {@code unix:/path} or {@code host:port}. Behind TCP there may be any. */
    boolean mayListenOn(String address) {
        if (!address.startsWith("unix:")) {
            return true;
        }
        boolean usual = words.stream().noneMatch(w -> OTHER_SOCKET.matcher(w).matches());
        return usual ? USUAL_SOCKETS.contains(address) : words.stream().anyMatch(w -> w.endsWith(address.substring("unix:".length())));
    }
}
