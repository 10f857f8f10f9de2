-- What this device asked its owner, as its host heard it: how often, when last, and since when it asks now (null = it does not). A
-- table of its own with its own guard, so that after the relations were put back from their topic it is counted again from the results.
create table prompt (
    udid                    text   not null,
    host                    text   not null,
    backup_count            bigint not null,
    backup_requested_at     timestamptz,
    backup_resolved_at      timestamptz,
    backup_open_since       timestamptz,
    backup_announced_by     text,
    other_count             bigint not null,
    other_requested_at      timestamptz,
    other_resolved_at       timestamptz,
    other_open_since        timestamptz,
    epoch                   bigint not null,
    sequence                bigint not null,
    primary key (udid, host)
);
-- For announce-backup: for how long.
alter table command add column for_seconds integer;
