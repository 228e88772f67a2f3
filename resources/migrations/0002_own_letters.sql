-- Letters of the family's own: the file of each as it was written, see docs/letters.md. `name` is its id there.

create table own_letter (
  id text primary key,
  name text not null check (name <> ''),
  text text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create view own_letter_live as select rowid as number, * from own_letter where trashed is null;
