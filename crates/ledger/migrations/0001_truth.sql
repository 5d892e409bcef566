-- What is kept for good.
--
-- `entries` is the chain: ids, times and hashes, never a word of a report. All other tables hang on it by
-- `seq` and hold what the hashes are of; their rows, and the payloads, may be purged one day and the chain
-- stays whole. Nothing is ever updated: a correction is one more entry.
-- Times are microseconds since 1970 in UTC, as handed in by the caller and never running backwards.

pragma application_id = 0x56494749; -- "VIGI"
pragma user_version = 1;            -- the format; see FORMAT in src/open.rs

create table entries (
    seq         integer primary key,
    recorded    integer not null,
    kind        text    not null check (kind in ('report', 'receipt', 'reading', 'quarantine', 'decision')),
    subject     text    not null,
    content     blob    not null check (length(content) = 32),
    previous    blob    not null check (length(previous) = 32),
    hash        blob    not null check (length(hash) = 32)
) strict;

-- Bytes, clean texts and readings, deflated, once each, by the SHA-256 of what they unpack to.
create table payloads (
    hash        blob    primary key check (length(hash) = 32),
    size        integer not null,
    body        blob    not null
) strict;

create table reports (
    seq         integer primary key references entries (seq),
    id          text    not null unique,
    name        text    not null unique,
    bytes       blob    not null
) strict;

-- Each arrival of a report's bytes: one report, many receipts.
create table receipts (
    seq         integer primary key references entries (seq),
    report      text    not null references reports (id),
    path        text    not null
) strict;
create index receipts_report on receipts (report);

-- What one version of the reader made of a report; the newest is the one in use.
create table readings (
    seq         integer primary key references entries (seq),
    report      text    not null references reports (id),
    reader      text    not null,
    text        blob    not null,
    line        blob    not null,
    source      text,
    lang        text,
    published   text
) strict;
create index readings_report on readings (report, seq);

create table accounts (
    reading     integer not null references readings (seq),
    key         text    not null,
    account     text    not null,
    event_type  text    not null,
    starts      text,
    ends        text,
    country     text,
    primary key (reading, key)
) strict, without rowid;
create index accounts_account on accounts (account);

create table claims (
    reading     integer not null references readings (seq),
    ordinal     integer not null,
    claim       text    not null,
    about       text    not null,
    property    text    not null,
    cited       text,
    standing    text    not null,
    basis       text    not null,
    spans       text    not null,
    primary key (reading, ordinal)
) strict, without rowid;
create index claims_claim on claims (claim);

create table measures (
    reading     integer not null references readings (seq),
    key         text    not null,
    kind        text    not null,
    status      text    not null,
    place       text,
    starts      text,
    ends        text,
    primary key (reading, key)
) strict, without rowid;

create table figures (
    reading     integer not null references readings (seq),
    key         text    not null,
    what        text    not null,
    value       real    not null,
    place       text,
    starts      text,
    ends        text,
    primary key (reading, key)
) strict, without rowid;

-- Input that could not be read, and why. `report` is null where not even its bytes could be had.
create table quarantine (
    seq         integer primary key references entries (seq),
    path        text    not null,
    report      text,
    reason      text    not null
) strict;
create unique index quarantine_once on quarantine (path, coalesce(report, ''), reason);

-- A person's word. `about` names an account, a claim or an incident; `said` is JSON.
create table decisions (
    seq         integer primary key references entries (seq),
    verb        text    not null,
    about       text    not null,
    said        text    not null
) strict;

create trigger entries_are_kept before delete on entries
begin select raise(abort, 'an entry of the ledger is never deleted'); end;
create trigger entries_stay before update on entries
begin select raise(abort, 'an entry of the ledger is never changed'); end;
create trigger reports_stay before update on reports
begin select raise(abort, 'a report of the ledger is never changed'); end;
create trigger receipts_stay before update on receipts
begin select raise(abort, 'a receipt of the ledger is never changed'); end;
create trigger readings_stay before update on readings
begin select raise(abort, 'a reading of the ledger is never changed'); end;
create trigger claims_stay before update on claims
begin select raise(abort, 'a claim of the ledger is never changed'); end;
create trigger decisions_stay before update on decisions
begin select raise(abort, 'a decision of the ledger is never changed'); end;
