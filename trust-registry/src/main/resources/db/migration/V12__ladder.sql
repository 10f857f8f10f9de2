-- What the help ladder goes by, all by the broker's clock; rows older than 30 days are removed.
-- The cable of a device at a host: in, or out.
create table cable_move (
    udid     text        not null,
    host     text        not null,
    at       timestamptz not null,
    attached boolean     not null,
    primary key (udid, host, at, attached)
);
create index cable_move_by_time on cable_move using brin (at);

-- What changed at a host: booted, usbmuxd-mended, usbmuxd-changed.
create table host_sign (
    host text        not null,
    at   timestamptz not null,
    kind text        not null,
    primary key (host, at, kind)
);

-- What saw the device on the cable: libusb, scan, usbmux; null = not known.
alter table presence add column hotplug_source text;

-- A trouble that ended in trust: which rung was the last before it (null = none), on which device. Kept for ever.
create table ladder_outcome (
    udid            text        not null,
    host            text        not null,
    version         bigint      not null,
    at              timestamptz not null,
    product_type    text,
    product_version text,
    fault           text        not null,
    rung            int,
    primary key (udid, host, version)
);

-- After which rung an attempt was asked for, so that it is asked for once.
create table ladder_attempt (
    udid    text        not null,
    host    text        not null,
    rung_at timestamptz not null,
    primary key (udid, host, rung_at)
);
