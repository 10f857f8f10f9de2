package dev.trustline.pairing.handshake;

import java.time.Clock;

/**
 * What a handshake works with: its ports, its settings, its clock. This host's own clock is not among them: it decides nothing.
 *
 * @param gateway     the device on the cable
 * @param usbmuxd     the records that usbmuxd has
 * @param vault       what this host must not forget
 * @param mint        makes records
 * @param consent     whether an alert may be raised
 * @param supervision the identity that supervised devices are offered
 * @param results     takes what is said
 * @param meter       hears how attempts and proofs end
 * @param permits     how many devices are served at once
 * @param settings    times and limits
 * @param brokerClock the broker's, for idle times and for what is compared with the expiry of a command
 * @param hostHold    whether this host may pair at all
 * @param guard       hears of each phone that has forgotten this host
 * @param backups     hears of backups that are announced
 * @param deposit     what is left with the lab for the day on which this host is lost
 */
public record HandshakeParts(
        DeviceGateway gateway,
        UsbmuxdRecords usbmuxd,
        Vault vault,
        RecordMint mint,
        ConsentPolicy consent,
        Supervision supervision,
        ResultSink results,
        AttemptMeter meter,
        Permits permits,
        HandshakeSettings settings,
        Clock brokerClock,
        HostHold hostHold,
        HostIdentityGuard guard,
        BackupAnnouncements backups,
        HostIdDeposit deposit) {}
