package dev.trustline.allinone.lab;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.ChildLedger;

/** What every part needs to start: the built jars, the data folder, what it remembers, and the list of children. */
public record Surroundings(Installation installation, DataFolder data, LabMemory memory, ChildLedger ledger) {}
