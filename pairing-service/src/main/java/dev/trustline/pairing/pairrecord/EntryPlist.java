package dev.trustline.pairing.pairrecord;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.pairing.handshake.Alerts;
import dev.trustline.pairing.handshake.VaultEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vault entry as a property list: a key that is missing has its value of old, so that the files of older builds are read. Stateless. */
final class EntryPlist {
    private EntryPlist() {
    }

    static PlistDict toPlist(VaultEntry entry) {
        PlistDict plist = PlistDict.of("attempt", entry.attempt(), "open", entry.open(), "done", doneToPlist(entry.doneCommands()));
        if (!entry.alerts().equals(Alerts.NONE)) {
            Alerts alerts = entry.alerts();
            plist = plist.with("alerts", PlistDict.of("raised", alerts.raised().stream().map(Instant::toEpochMilli).toList(),
                    "countedFor", alerts.countedFor(), "denied", alerts.denied(), "cable", alerts.cable()));
        }
        if (entry.candidate().isPresent()) {
            plist = plist.with("candidate", entry.candidate().get().toPlist());
        }
        if (entry.unpairing().isPresent()) {
            plist = plist.with("unpairing", entry.unpairing().get());
        }
        if (entry.unpairedBy().isPresent()) {
            plist = plist.with("unpairedBy", entry.unpairedBy().get());
        }
        if (entry.leftAtUsbmuxd().isPresent()) {
            plist = plist.with("leftAtUsbmuxd", entry.leftAtUsbmuxd().get());
        }
        if (entry.heldBy().isPresent()) {
            plist = plist.with("heldBy", entry.heldBy().get());
        }
        if (entry.approval().isPresent()) {
            VaultEntry.Approval approval = entry.approval().get();
            plist = plist.with("approval", PlistDict.of("attempt", approval.attempt(), "by", approval.by()));
        }
        if (entry.good().isPresent()) {
            VaultEntry.GoodRecord good = entry.good().get();
            plist = plist.with("good", PlistDict.of("record", good.record().toPlist(), "origin", good.origin().name(),
                    "provenAt", good.provenAt().toEpochMilli(), "provisional", good.provisional(), "revoked", good.revoked(),
                    "byNetwork", good.byNetwork()));
        }
        return plist;
    }

    private static PlistDict doneToPlist(Map<String, Instant> done) {
        PlistDict plist = PlistDict.of();
        for (Map.Entry<String, Instant> command : done.entrySet()) {
            plist = plist.with(command.getKey(), command.getValue().toEpochMilli());
        }
        return plist;
    }

    static VaultEntry fromPlist(Udid udid, PlistDict plist) throws LockdownException {
        Optional<PlistDict> candidate = plist.dict("candidate");
        Optional<PlistDict> good = plist.dict("good");
        Map<String, Instant> done = new LinkedHashMap<>();
        PlistDict commands = plist.dict("done").orElse(PlistDict.of());
        for (String id : commands.keys()) {
            done.put(id, Instant.ofEpochMilli(commands.integer(id).orElse(0)));
        }
        return new VaultEntry(udid,
                candidate.isPresent() ? Optional.of(PairRecord.fromPlist(candidate.get())) : Optional.empty(),
                good.isPresent() ? Optional.of(goodFromPlist(good.get())) : Optional.empty(),
                (int) plist.integer("attempt").orElse(0), plist.bool("open").orElse(false), plist.string("unpairing"), plist.string("unpairedBy"), plist.string("heldBy"),
                plist.dict("approval").map(a -> new VaultEntry.Approval((int) a.integer("attempt").orElse(0), a.string("by").orElse(""))), done,
                plist.string("leftAtUsbmuxd"),
                plist.dict("alerts").map(EntryPlist::alertsFromPlist).orElse(Alerts.NONE));
    }

    private static Alerts alertsFromPlist(PlistDict plist) {
        List<Instant> raised = plist.list("raised").orElse(List.of()).stream().filter(Long.class::isInstance).map(t -> Instant.ofEpochMilli((Long) t)).toList();
        return new Alerts(raised, (int) plist.integer("countedFor").orElse(0), plist.bool("denied").orElse(false), (int) plist.integer("cable").orElse(0));
    }

    private static VaultEntry.GoodRecord goodFromPlist(PlistDict plist) throws LockdownException {
        return new VaultEntry.GoodRecord(
                PairRecord.fromPlist(plist.dict("record").orElse(PlistDict.of())),
                RecordFacts.Origin.valueOf(plist.string("origin").orElse("PAIRED")),
                Instant.ofEpochMilli(plist.integer("provenAt").orElse(0)),
                plist.bool("provisional").orElse(false),
                plist.bool("revoked").orElse(false),
                plist.bool("byNetwork").orElse(false));
    }
}
