-- When this device last said that it had forgotten this host; it outlives a new pairing.
alter table relation add column forgotten_at timestamptz;
update relation r set forgotten_at = t.at
  from (select udid, host, max(at) as at from transition
         where to_state = 'revoked' and reason = 'host-forgotten' and from_state <> 'unpaired' group by udid, host) t
 where t.udid = r.udid and t.host = r.host;

-- When this device forgot another host, as far as no proof answered it; null = it is not suspected.
alter table relation add column suspected_since timestamptz;
alter table relation drop column suspected;
-- What was forgotten before the registry knew this mark makes the other relations as doubtful; they are published.
with marked as (
    update relation r set version = r.version + 1, event_sequence = nextval('registry_sequence'),
           suspected_since = (select max(o.forgotten_at) from relation o where o.udid = r.udid and o.host <> r.host)
     where r.state = 'trusted'
       and exists (select 1 from relation o where o.udid = r.udid and o.host <> r.host
                      and o.forgotten_at >= coalesce(r.proven_at, '-infinity'))
    returning r.udid, r.host)
insert into outbox (udid, host) select udid, host from marked;
