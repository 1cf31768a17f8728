-- one row per source that is configured or has claims
create view dim_source as
with known as (
    select source_id from source
    union
    select source_id from document
)

select
    known.source_id,
    coalesce(source.publisher, known.source_id) as publisher,
    coalesce(source.tier, 'outlet') as tier,
    coalesce(source.kind, 'pages') as kind,
    source.homepage,
    source.hosts,
    source.languages,
    source.timezone,
    source.names,
    source.schedule,
    source.pages_per_day,
    coalesce(source.is_enabled, false) as is_enabled,
    source.source_id is not null as is_configured,
from known
left join source on source.source_id = known.source_id;
comment on view dim_source is 'One row per source that is configured or was ever read.';
comment on column dim_source.source_id is 'Id of the source.';
comment on column dim_source.publisher is 'Name for people.';
comment on column dim_source.tier is 'official, agency, outlet, tabloid or aggregator.';
comment on column dim_source.kind is 'pages, rates or statistics.';
comment on column dim_source.homepage is 'Address of its front page.';
comment on column dim_source.hosts is 'Host names it is read from.';
comment on column dim_source.languages is 'Languages it publishes in.';
comment on column dim_source.timezone is 'IANA zone of its printed times.';
comment on column dim_source.names is 'Names other texts call it by.';
comment on column dim_source.schedule is 'When it is read: cron, in its time zone.';
comment on column dim_source.pages_per_day is 'Pages it is expected to publish in a day.';
comment on column dim_source.is_enabled is 'Whether it is read now.';
comment on column dim_source.is_configured is 'False for a source that left the configuration.';
