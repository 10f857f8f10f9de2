-- What retention deleted before it was read: results in between never went in.
create table retention_gap (
    topic       text        not null,
    partition   int         not null,
    from_offset bigint      not null,
    to_offset   bigint      not null,
    found_at    timestamptz not null,
    primary key (topic, partition, to_offset)
);

-- Since when pairing of this device is held at this host, by the broker's clock; null = it is not.
alter table relation add column held_since timestamptz;
