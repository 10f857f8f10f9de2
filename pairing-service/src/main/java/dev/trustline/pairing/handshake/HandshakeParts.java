package dev.trustline.pairing.handshake;

import java.time.Clock;

/**
 * What a handshake works with: its ports, its settings, its clock. This host's own clock is not among them: it decides nothing.
 *
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
