-- Who asked for what: each row's hash covers the one before, so that a row that is changed or removed shows. The database itself
-- chains them, so that an older copy of the registry that is still running does too.
create function audit_hash(previous text, number bigint, at timestamptz, actor text, action text, command_id text, udid text, host text, attempt int)
returns text language sql stable as $$
    select encode(sha256(convert_to(json_build_array(previous, number, (extract(epoch from at) * 1000000)::bigint, actor, action,
        command_id, udid, host, attempt)::text, 'UTF8')), 'hex')
$$;

-- The newest link; its row lock puts writers in a line.
create table audit_head (
    singleton boolean primary key default true check (singleton),
    number    bigint  not null,
    hash      text    not null
);
insert into audit_head (number, hash) values (0, '');

alter table command_audit add column number bigint, add column hash text;

create function audit_chain() returns trigger language plpgsql as $$
declare
    head audit_head;
begin
    select * into head from audit_head for update;
    new.number := head.number + 1;
    new.hash := audit_hash(head.hash, new.number, new.at, new.actor, new.action, new.command_id, new.udid, new.host, new.attempt);
    update audit_head set number = new.number, hash = new.hash;
    return new;
end
$$;

-- What is there already is chained as it is.
do $$
declare
    entry command_audit;
    head audit_head;
begin
    for entry in select * from command_audit order by id loop
        select * into head from audit_head;
        head.hash := audit_hash(head.hash, head.number + 1, entry.at, entry.actor, entry.action, entry.command_id, entry.udid, entry.host, entry.attempt);
        head.number := head.number + 1;
        update command_audit set number = head.number, hash = head.hash where id = entry.id;
        update audit_head set number = head.number, hash = head.hash;
    end loop;
end
$$;

alter table command_audit alter column number set not null, alter column hash set not null;
create unique index command_audit_by_number on command_audit (number);
create index command_audit_by_command on command_audit (command_id);
create trigger audit_chain before insert on command_audit for each row execute function audit_chain();
