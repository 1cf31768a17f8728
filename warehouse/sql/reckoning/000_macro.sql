-- what several steps share: agreement of two trapezoids, membership of a value, days of a period, figures in words

-- degree to which value x can be meant by the trapezoid
create or replace temp macro holds(x, a, b, c, d) as
case
    when x between b and c then 1.0
    when x <= a or x >= d then 0.0
    when x < b then (x - a) / (b - a)
    else (d - x) / (d - c)
end;

-- content hashes name what the reckoning finds: the same content has the same id in every run
create or replace temp macro hashed(noun, content) as noun || '_' || sha256(content)[:16];

-- what a list of (place, what) holds, in order of place: an aggregate with an order of its own takes 20 kB for each group
create or replace temp macro by_place(listed) as list_transform(list_sort(listed), lambda one: one.what);

-- distance of the nearer ends, slack of both writers on that side
create or replace temp macro agreement(a1, b1, c1, d1, is_bare1, a2, b2, c2, d2, is_bare2) as
case
    when greatest(b1, b2) < least(c1, c2) or (b1 = b2 and c1 = c2) then 1.0
    when b1 = c1 and b1 between b2 and c2 or b2 = c2 and b2 between b1 and c1 then 1.0
    when (c1 - b1 <= 0 and c2 - b2 <= 0) and d1 < a2 then 0.0
    else least(
        case when is_bare1 and is_bare2 then 0.5 else 1.0 end,
        greatest(
            0.0,
            case
                when c1 < c2
                    then case when d1 - c1 + b2 - a2 > 0 then 1 - greatest(0, b2 - c1) / (d1 - c1 + b2 - a2) else 0 end
                else case when d2 - c2 + b1 - a1 > 0 then 1 - greatest(0, b1 - c2) / (d2 - c2 + b1 - a1) else 0 end
            end
        )
    )
end;

create or replace temp macro period_start(p) as
case
    when regexp_matches(p, '^\d{4}$') then make_date(p::integer, 1, 1)
    when regexp_matches(p, '^\d{4}-Q[1-4]$') then make_date(p[:4]::integer, 3 * p[7]::integer - 2, 1)
    when regexp_matches(p, '^\d{4}-S[12]$') then make_date(p[:4]::integer, 6 * p[7]::integer - 5, 1)
    when regexp_matches(p, '^\d{4}-M?\d\d$') then make_date(p[:4]::integer, p[-2:]::integer, 1)
    when regexp_matches(p, '^\d{4}-W\d\d$') then make_date(p[:4]::integer, 1, 1) + 7 * (p[-2:]::integer - 1)
    when regexp_matches(p, '^\d{4}-\d\d-\d\d/P\d+[YM]$') then p[:10]::date
    when regexp_matches(p, '^\d{4}-\d\d-\d\d$') then p::date
    when regexp_matches(p, '^\d{4}/') then make_date(p[:4]::integer, 1, 1)
    when regexp_matches(p, '^\d{4}-\d\d/') then make_date(p[:4]::integer, p[6:7]::integer, 1)
end;

create or replace temp macro period_end(p) as
(case
    when regexp_matches(p, '^\d{4}$') then make_date(p::integer + 1, 1, 1)
    when regexp_matches(p, '^\d{4}-Q[1-4]$') then make_date(p[:4]::integer, 3 * p[7]::integer - 2, 1) + interval 3 month
    when regexp_matches(p, '^\d{4}-S[12]$') then make_date(p[:4]::integer, 6 * p[7]::integer - 5, 1) + interval 6 month
    when regexp_matches(p, '^\d{4}-M?\d\d$') then make_date(p[:4]::integer, p[-2:]::integer, 1) + interval 1 month
    when regexp_matches(p, '^\d{4}-W\d\d$') then make_date(p[:4]::integer, 1, 1) + 7 * p[-2:]::integer
    when regexp_matches(p, '^\d{4}-\d\d-\d\d/P\d+Y$')
        then p[:10]::date + to_years(regexp_extract(p, 'P(\d+)Y', 1)::integer)
    when regexp_matches(p, '^\d{4}-\d\d-\d\d/P\d+M$')
        then p[:10]::date + to_months(regexp_extract(p, 'P(\d+)M', 1)::integer)
    when regexp_matches(p, '^\d{4}-\d\d-\d\d$') then p::date + 1
    when regexp_matches(p, '/\d{4}$') then make_date(p[-4:]::integer + 1, 1, 1)
    when regexp_matches(p, '/\d{4}-\d\d$') then make_date(p[-7:-4]::integer, p[-2:]::integer, 1) + interval 1 month
end)::date;

create or replace temp macro plain(x) as regexp_replace(printf('%.3f', x), '\.?0+$', '');

-- a gap of logarithms in percent, to three figures: 1884, 53.6, 7.25
create or replace temp macro percent_apart(gap) as
case
    when gap >= ln(2) then round(100 * (exp(gap) - 1))
    when gap >= ln(1.1) then round(100 * (exp(gap) - 1), 1)
    else round(100 * (exp(gap) - 1), 2)
end;

-- 1700000000000 as "1.7 trn"
create or replace temp macro short(v) as
case
    when abs(v) >= 1e12 then plain(v / 1e12) || ' trn'
    when abs(v) >= 1e9 then plain(v / 1e9) || ' bn'
    when abs(v) >= 1e6 then plain(v / 1e6) || ' m'
    else plain(v)
end;

create or replace temp macro unit_text(unit_measure) as
case
    when unit_measure = 'PT' then ' %'
    when length(unit_measure) = 3 and unit_measure = upper(unit_measure) then ' ' || unit_measure
    else ''
end;

-- a figure as its claim words it: "over 470 m USD"
create or replace temp macro worded(v, hedge, unit_measure, is_factor, is_index) as
case hedge
    when 'gt' then 'over '
    when 'ge' then 'at least '
    when 'lt' then 'nearly '
    when 'le' then 'up to '
    when 'approx' then 'about '
    when 'near' then 'about '
    when 'less' then 'under '
    else ''
end || case
    when is_factor then plain(v / 100 + 1) || ' times'
    when is_index then 'an index of ' || plain(v + 100)
    else short(v) || unit_text(unit_measure)
end;

create or replace temp macro span(low, high) as short(low) || ' to ' || short(high);

-- place value of the last digit of a plain number: 217000000000 was written to the billion, 17.6 to the tenth
create or replace temp macro place_value(v) as
case
    when v = 0 then 1.0
    when v = floor(v) then power(10, length(abs(v)::hugeint::varchar) - length(rtrim(abs(v)::hugeint::varchar, '0')))
    else power(10, -length(split_part(regexp_replace(printf('%.9f', v), '0+$', ''), '.', 2)))
end;
