-- Which device trusts which host. Times are the broker's, unless the comment says otherwise.

create table relation (
    udid                text        not null,
    host                text        not null,
    state               text        not null,
    reason              text        not null,
    raw_error           text,
    since               timestamptz not null,
    attempt             int         not null,
    suspected           boolean     not null default false,
    device_name         text,
    product_type        text,
    product_version     text,
    device_class        text,
    record_fingerprint  text,
    record_origin       text,
    record_escrow       boolean,
    record_weak         boolean,
    record_provisional  boolean,
    decided_by          text,
    proven_at           timestamptz,
    version             bigint      not null,
    applied_epoch       bigint      not null,
    applied_sequence    bigint      not null,
    applied_at          timestamptz not null,
    evidence            text,
    traceparent         text,
    event_sequence      bigint      not null default 0,
    primary key (udid, host)
) with (fillfactor = 70);
create index relation_by_host on relation (host, udid);

-- The numbering of everything that the registry writes, for all copies together.
create sequence registry_sequence;

-- Who publishes. The epoch rises each time the role is taken, so that numbers never repeat after a restored backup.
create table publisher (
    singleton boolean     primary key default true check (singleton),
    epoch     bigint      not null,
    instance  text        not null,
    since     timestamptz not null
);
-- the clock of the database
insert into publisher (epoch, instance, since)
values ((extract(epoch from clock_timestamp()) * 1000)::bigint, 'none', clock_timestamp());

create table transition (
    udid           text        not null,
    host           text        not null,
    version        bigint      not null,
    from_state     text        not null,
    to_state       text        not null,
    reason         text        not null,
    raw_error      text,
    at             timestamptz not null,
    attempt        int         not null,
    evidence       text        not null,
    decided_by     text,
    timings        text,
    traceparent    text,
    event_epoch    bigint      not null,
    event_sequence bigint      not null default nextval('registry_sequence'),
    primary key (udid, host, version)
);

create table presence (
    udid       text        not null,
    host       text        not null,
    state      text        not null,
    since      timestamptz not null,
    reason     text        not null,
    port_path  text,
    connection text,
    epoch      bigint      not null,
    sequence   bigint      not null,
    problem    text,
    primary key (udid, host)
);
create index presence_by_host on presence (host, udid);

create table host_report (
    host             text        not null,
    service          text        not null,
    epoch            bigint      not null,
    sequence         bigint      not null,
    at               timestamptz not null,
    partition        int         not null,
    service_version  text,
    boot_id          text,
    host_clock       timestamptz,
    usbmuxd_version  text,
    buid_fingerprint text,
    problems         text        not null,
    primary key (host, service)
);

-- What the registry itself found out about a host; what the host says of itself is in host_report.
create table host_problem (
    host    text        not null,
    service text        not null,
    code    text        not null,
    since   timestamptz not null,
    detail  text        not null,
    primary key (host, service, code)
);

create table consumer_offset (
    topic          text   not null,
    partition      int    not null,
    next_offset    bigint not null,
    read_to_end_at timestamptz,
    primary key (topic, partition)
);

-- created_at, expires_at, answered_at: the clock of the database
create table command (
    id           text        primary key,
    verb         text        not null,
    udid         text        not null,
    host         text        not null,
    attempt      int,
    requested_by text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    status       text        not null,
    reason       text,
    answered_at  timestamptz,
    answer       text,
    traceparent  text
);
create index command_open on command (expires_at) where status = 'accepted';
create index command_by_relation on command (udid, host, created_at);

create table command_audit (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text        not null,
    action     text        not null,
    command_id text        not null,
    udid       text        not null,
    host       text        not null,
    attempt    int
);

-- What is still to be published. Rows are removed after Kafka has committed.
create table outbox (
    id             bigint generated always as identity primary key,
    udid           text not null,
    host           text not null,
    change_version bigint,
    command_id     text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
