-- A command to a whole host has no device: udid is the empty text in command, command_audit and outbox.

-- What was last said of pairing every device at this host: held since then by the broker's clock, or, with null, not held.
create table host_hold (
    host     text   primary key,
    since    timestamptz,
    held_by  text,
    why      text,
    epoch    bigint not null,
    sequence bigint not null
);
