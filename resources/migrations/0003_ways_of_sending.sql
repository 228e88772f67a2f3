-- Second-class and signed-for post, which count as received on other days than first-class post.

drop view dispatch_live;
alter table dispatch rename to dispatch_before;

create table dispatch (
  id text primary key,
  letter text not null references letter (id) deferrable initially deferred,
  "by" text not null
    check ("by" in ('post', 'second_class', 'signed_for', 'email', 'hand', 'portal')),
  "on" text not null check ("on" is date("on")),
  at text not null,
  event text not null,
  proof text references paper (id) deferrable initially deferred,
  deemed text not null check (deemed is date(deemed)),
  chase text check (chase is date(chase)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

insert into dispatch select * from dispatch_before order by rowid;
drop table dispatch_before;

create index dispatch_letter on dispatch (letter);
create index dispatch_proof on dispatch (proof) where proof is not null;
create view dispatch_live as select rowid as number, * from dispatch where trashed is null;
