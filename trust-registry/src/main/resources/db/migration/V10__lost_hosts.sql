-- The HostID of the record in use, sealed under the lab's key: another host can end this trust with it when this one is lost.
alter table relation add column record_sealed text;
-- For unpair-lost-host: whose trust is to end, and what it had deposited when that was asked.
alter table command add column lost_host text, add column lost_fingerprint text, add column lost_sealed text;
