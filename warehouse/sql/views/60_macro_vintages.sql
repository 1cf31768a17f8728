-- macros: the same figures seen from another day - what was public then, what Esep believed then, first and last releases
create macro as_of(published) as table
select *
from observation
where superseded_at is null
    and valid_from <= published::timestamp
    and (valid_to is null or valid_to > published::timestamp);
comment on macro table as_of is
    'One row per cell and lineage: the vintage that was the newest public one at that time, as Esep sees it today.';

create macro known_at(recorded) as table
select *
from consensus
where recorded_at <= recorded::timestamp
    and (superseded_at is null or superseded_at > recorded::timestamp);
comment on macro table known_at is
    'One row per cell and lineage: the consensus Esep held at that time, with what it knew then.';

create macro first_release() as table
select *
from observation
where superseded_at is null and vintage = 0;
comment on macro table first_release is 'One row per cell and lineage: the figure as first published.';

create macro latest_release() as table
select *
from observation
where superseded_at is null and valid_to is null;
comment on macro table latest_release is 'One row per cell and lineage: the figure as last published.';

create macro all_releases(series) as table
select *
from observation
where superseded_at is null and series_key = series
order by time_period, lineage, vintage;
comment on macro table all_releases is 'One row per vintage of a series, in order: its revision history.';

create macro claims_as_of(published) as table
select *
from fct_claim
where is_newest_reading and published_at <= published::timestamp;
comment on macro table claims_as_of is 'One row per claim published by that time, edited pages with all their versions.';
