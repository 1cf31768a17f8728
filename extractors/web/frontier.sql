-- one row per thing of the crawl: its durable state, in one SQLite file
-- Instants are ISO 8601 in UTC, so that they compare as text.

-- one row per source and canonical address
create table if not exists url (
    source_id text not null,
    address text not null,
    url text not null, -- as to be asked
    state text not null default 'due', -- due, gone (stopped trying), alias (another address names the document)
    due_at text, -- null: never again
    first_seen_at text not null,
    listed_at text,
    listed_title text,
    fetched_at text,
    count_failures integer not null default 0,
    alias_of text,
    modified_at text, -- the newest change that a seed told of
    noticed_at text, -- when such a notice made it due
    count_false_notices integer not null default 0, -- in a row, after which the page had not changed
    primary key (source_id, address)
) without rowid;

create index if not exists url_due on url (source_id, due_at) where state = 'due';

-- one row per capture: the index of the archive
create table if not exists capture (
    seq integer primary key autoincrement,
    purpose text not null, -- page, item (came inside a seed), seed, robots, table, error (no 2xx)
    address text not null,
    capture_id text not null unique,
    source_id text not null,
    url text not null,
    final_url text not null,
    fetched_at text not null,
    status_code integer not null,
    content_type text,
    payload_digest text not null,
    count_bytes integer not null,
    warc_file text not null,
    warc_offset integer not null,
    is_revisit integer not null,
    listed_at text,
    listed_title text,
    etag text,
    last_modified text,
    payload_file text not null,
    payload_offset integer not null,
    payload_at text not null,
    wire_digest text not null,
    segment_end integer not null
);

create index if not exists capture_address on capture (source_id, purpose, address, fetched_at, seq);

create index if not exists capture_url on capture (source_id, url, fetched_at);

-- one row per source and seed
create table if not exists seed (
    source_id text not null,
    url text not null,
    is_read_through integer not null, -- all its pages were read, or those down to what was known
    primary key (source_id, url)
) without rowid;

-- one row per archive file: how much of it the index covers
create table if not exists segment (
    warc_file text primary key,
    length integer not null
) without rowid;

-- one row per foreign archive file
create table if not exists foreign_file (
    name text primary key,
    "offset" integer not null -- of the last record that was dealt with
) without rowid;

-- one row per origin (scheme, host, port)
create table if not exists host (
    origin text primary key,
    robots text,
    robots_at text,
    penalty real not null default 0,
    next_start real not null default 0 -- when the next request may start, on the machine's steady clock
) without rowid;

-- one row per issue of discovery and fetching
create table if not exists issue (
    issue_id text primary key,
    stage text not null,
    kind text not null,
    source_id text,
    url text,
    detail text not null,
    recorded_at text not null
) without rowid;
