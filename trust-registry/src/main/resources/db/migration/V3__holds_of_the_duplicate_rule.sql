-- The newest hold or release that the rule asked for, per device and host.
create index command_by_duplicate_rule on command (udid, host, created_at desc) where requested_by = 'rule:duplicate-serial';
