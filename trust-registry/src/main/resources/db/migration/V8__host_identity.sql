-- What a host's SystemBUID is known to be, as the keyed fingerprint of its reports: the usual one, and another that it has now,
-- since changed_at by the broker's clock.
create table host_identity (
    host        text primary key,
    fingerprint text not null,
    changed_to  text,
    changed_at  timestamptz
);
insert into host_identity (host, fingerprint)
    select host, buid_fingerprint from host_report where service = 'pairing-service' and buid_fingerprint is not null;
