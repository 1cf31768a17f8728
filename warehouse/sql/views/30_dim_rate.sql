-- one row per currency and period: its price in tenge
create view dim_rate as
select rate_period, unit_measure, kzt_per_unit, kzt_low, kzt_high, provenance
from rate;
comment on view dim_rate is 'One row per currency and day, month or year: its price in tenge.';
comment on column dim_rate.rate_period is 'Day 2023-08-01, month 2023-08 or year 2023.';
comment on column dim_rate.unit_measure is 'The currency, ISO 4217.';
comment on column dim_rate.kzt_per_unit is 'Tenge for one unit.';
comment on column dim_rate.kzt_low is 'Lowest rate in the period, where known.';
comment on column dim_rate.kzt_high is 'Highest rate in the period, where known.';
comment on column dim_rate.provenance is 'Where the figure is from and how sure it is.';
