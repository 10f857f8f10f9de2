package dev.trustline.allinone.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a lab is asked to be. Immutable.
 *
 * @param phones       virtual phones, from 1
 * @param autoTrust    after how long the phones' owner taps Trust ({@code 3s}); empty = a person taps
 * @param usbmuxd      a real usbmuxd instead of virtual phones, {@code unix:/path} or {@code host:port}
 * @param host         this computer's name in the lab
 * @param data         the data folder
 * @param httpPort     the registry's REST API and console
 * @param labHttpPort  the virtual phones' page
 * @param muxPort      the virtual phones' usbmuxd protocol
 * @param kafka        a broker to use instead of the embedded one
 * @param postgres     a database to use instead of the embedded one
 * @param passwordFile the operator's password; empty = generated
 * @param phoneOptions further options of the virtual phones, as their own command line has them
 * @param environment  further variables of the services, by service name: settings of an expert or a test
 */
public record LabOptions(
        int phones,
        Optional<String> autoTrust,
        Optional<String> usbmuxd,
        String host,
        Path data,
        int httpPort,
        int labHttpPort,
        int muxPort,
        Optional<String> kafka,
        Optional<String> postgres,
        Optional<Path> passwordFile,
        List<String> phoneOptions,
        Map<String, Map<String, String>> environment) {
    public LabOptions {
        phoneOptions = List.copyOf(phoneOptions);
        environment = Map.copyOf(environment);
    }


    /** Further variables of one service. */
    public Map<String, String> environmentOf(String service) {
        return environment.getOrDefault(service, Map.of());
    }
}
