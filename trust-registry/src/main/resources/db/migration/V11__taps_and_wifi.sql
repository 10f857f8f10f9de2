-- Why a tap on Trust cannot have been a person's; null = nothing was odd.
alter table relation add column impossible_tap text;
alter table transition add column impossible_tap text;
-- Whether the device lets this host connect over Wi-Fi, as it last said; null = it never did.
alter table relation add column wifi_connections boolean;
