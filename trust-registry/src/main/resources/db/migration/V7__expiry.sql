-- When the device will have forgotten this host if no session comes before; null = nothing is trusted, or proven. The code
-- (ExpiryForecast) writes it with every change; here it is reckoned once for what is there.
alter table relation add column expires_at timestamptz;
update relation set expires_at = proven_at + case
    when substring(product_version from '^[0-9]{1,4}')::int < case when device_class = 'Watch' then 4 else 11 end
    then interval '4320 hours' else interval '720 hours' end
 where state = 'trusted';
