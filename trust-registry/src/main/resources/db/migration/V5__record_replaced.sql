-- usbmuxd holds another record of this device than the one that works.
alter table relation add column record_replaced boolean not null default false;
-- Until now what a proof had found stayed as the reason for trust, for good. Where trust began otherwise that reason comes back
-- from the history, and is published.
with found as (
    update relation r set record_replaced = (r.reason = 'record-replaced'), version = r.version + 1,
           event_sequence = nextval('registry_sequence'),
           reason = coalesce((select t.reason from transition t where t.udid = r.udid and t.host = r.host
                               order by t.version desc limit 1), r.reason)
     where r.state = 'trusted' and r.reason in ('record-replaced', 'restored')
    returning r.udid, r.host)
insert into outbox (udid, host) select udid, host from found;
