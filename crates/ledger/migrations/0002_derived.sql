-- What is derived from the truth and may be thrown away: the incidents, and the indexes to find them by.

-- `covers` is the last entry that the incidents below take in; behind the head of the chain they are stale.
create table cache (
    one         integer primary key check (one = 1),
    covers      integer not null,
    maker       text    not null
) strict;
insert into cache (one, covers, maker) values (1, 0, '');

create table incidents (
    row         integer primary key,
    id          text    not null unique,
    event_type  text    not null,
    sub_type    text    not null,
    starts      text,
    ends        text,
    line        text    not null
) strict;
create index incidents_days on incidents (starts, ends);
create index incidents_type on incidents (event_type, sub_type);

-- Ids of incidents that were merged away; each still resolves.
create table former_ids (
    former      text    primary key,
    id          text    not null
) strict, without rowid;

create virtual table incident_box using rtree (row, west, east, south, north);
create virtual table incident_words using fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');
