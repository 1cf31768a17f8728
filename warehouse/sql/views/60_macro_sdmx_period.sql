-- macro: writes a period as SDMX does, ranges as start and duration, open ones by their end
create macro sdmx_period(period) as case
    when regexp_full_match(period, '\d{4}/\d{4}')
        then period[:4] || '-01-01/P' || (period[6:]::integer - period[:4]::integer + 1) || 'Y'
    when regexp_full_match(period, '\d{4}-\d\d/\d{4}-\d\d')
        then period[:7] || '-01/P'
            || (period[9:12]::integer * 12 + period[14:]::integer - period[:4]::integer * 12 - period[6:7]::integer + 1)
            || 'M'
    when period like '../%' then period[4:]
    when period like '%/..' then period[:-4]
    else period
end;
comment on macro sdmx_period is 'A period as SDMX writes it: ranges as start and duration, open ones by their known end.';
