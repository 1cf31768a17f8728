-- one row per source, class of hedge and language whose words met an official figure: how far they reached in truth
create view rpt_hedge_calibration as
select
    source_id,
    hedge_class,
    lang,
    count(*) as count_claims,
    count(*) filter (where truth between core_low and core_high) as count_in_core,
    count(*) filter (where truth between support_low and support_high and truth not between core_low and core_high)
        as count_in_support,
    count(*) filter (where truth not between support_low and support_high) as count_outside,
    avg((truth > value + granule / 2)::integer) as share_above,
    quantile_cont((truth - value) / granule, 0.05) as low_granules,
    quantile_cont((truth - value) / granule, 0.95) as high_granules,
    quantile_cont((truth - value) / abs(value), 0.05) as low_share,
    quantile_cont((truth - value) / abs(value), 0.95) as high_share,
from int_hedge_met
group by source_id, hedge_class, lang;
comment on view rpt_hedge_calibration is 'One row per source, class of hedge and language whose words met an official figure: how far they reached in truth.';
comment on column rpt_hedge_calibration.source_id is 'The source.';
comment on column rpt_hedge_calibration.hedge_class is 'none, gt, ge, lt, le, less, approx or near.';
comment on column rpt_hedge_calibration.lang is 'Language of its words.';
comment on column rpt_hedge_calibration.count_claims is 'Claims that met a bare official figure at least five times finer, of the vintage of their day.';
comment on column rpt_hedge_calibration.count_in_core is 'Of these, the figure lay inside what the words assert.';
comment on column rpt_hedge_calibration.count_in_support is 'It lay outside that, inside what a loose writer may mean.';
comment on column rpt_hedge_calibration.count_outside is 'It lay outside both.';
comment on column rpt_hedge_calibration.share_above is 'Share that lay above by more than rounding: more than 5 % of bare figures mark a newsroom that cuts digits.';
comment on column rpt_hedge_calibration.low_granules is '5 % quantile of (figure - told) / last written digit.';
comment on column rpt_hedge_calibration.high_granules is '95 % quantile of the same.';
comment on column rpt_hedge_calibration.low_share is '5 % quantile of (figure - told) / told.';
comment on column rpt_hedge_calibration.high_share is '95 % quantile of the same.';
