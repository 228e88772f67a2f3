-- What is written down at a review meeting, one row for each line in the order it was entered (see docs/file-format.md).

create table meeting_line (
  id text primary key,
  review text not null references review (id) deferrable initially deferred,
  "on" text not null check ("on" is date("on")),
  at text not null,
  section text not null,
  kind text not null
    check (kind in ('said', 'agreed', 'action', 'difference', 'question', 'promise')),
  who text not null,
  text text not null,
  exact integer not null check (exact in (0, 1)),
  owner text not null,
  "by" text check (date("by" || substr('-01-01', length("by") - 3)) is "by" || substr('-01-01', length("by") - 3)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create index meeting_line_review on meeting_line (review);
create view meeting_line_live as select rowid as number, * from meeting_line where trashed is null;
