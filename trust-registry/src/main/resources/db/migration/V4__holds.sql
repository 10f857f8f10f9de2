-- What was last said of pairing this device at this host: held since then by the broker's clock, or, with null, not held.
-- A table of its own with its own guard: a hold is as true before the first result, and after the relations were put back
-- from their topic.
create table hold (
    udid     text   not null,
    host     text   not null,
    since    timestamptz,
    epoch    bigint not null,
    sequence bigint not null,
    primary key (udid, host)
);
insert into hold (udid, host, since, epoch, sequence)
    select udid, host, held_since, applied_epoch, applied_sequence from relation where held_since is not null;
alter table relation drop column held_since;
