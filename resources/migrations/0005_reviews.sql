-- Who takes part in a review, what of its minutes is to be corrected, what is prepared for it; and
-- who may act for the family, until when the record is kept (see docs/file-format.md).

create table invitee (
  id text primary key,
  review text not null references review (id) deferrable initially deferred,
  contact text references contact (id) deferrable initially deferred,
  name text not null,
  role text not null,
  invited text not null check (invited in ('', 'yes', 'no')),
  invited_on text check (date(invited_on || substr('-01-01', length(invited_on) - 3)) is invited_on || substr('-01-01', length(invited_on) - 3)),
  asked text not null check (asked in ('', 'yes', 'no')),
  asked_on text check (date(asked_on || substr('-01-01', length(asked_on) - 3)) is asked_on || substr('-01-01', length(asked_on) - 3)),
  sent text not null check (sent in ('', 'yes', 'no')),
  sent_on text check (date(sent_on || substr('-01-01', length(sent_on) - 3)) is sent_on || substr('-01-01', length(sent_on) - 3)),
  received text not null check (received in ('', 'yes', 'no')),
  received_on text check (date(received_on || substr('-01-01', length(received_on) - 3)) is received_on || substr('-01-01', length(received_on) - 3)),
  attendance text not null check (attendance in ('', 'attended', 'apologies', 'absent')),
  paper text references paper (id) deferrable initially deferred,
  notes text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table correction (
  id text primary key,
  review text not null references review (id) deferrable initially deferred,
  place text not null,
  written text not null,
  said text not null,
  who text not null,
  source text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table preparation (
  id text primary key,
  review text not null references review (id) deferrable initially deferred,
  part text not null
    check (part in ('goes_well', 'ask', 'question', 'our_view', 'childs_view', 'agenda', 'paper')),
  topic text not null,
  text text not null,
  paper text references paper (id) deferrable initially deferred,
  page integer check (page > 0),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table authority_to_act (
  id text primary key,
  given_by text not null,
  given_to text not null,
  "on" text check (date("on" || substr('-01-01', length("on") - 3)) is "on" || substr('-01-01', length("on") - 3)),
  until text check (date(until || substr('-01-01', length(until) - 3)) is until || substr('-01-01', length(until) - 3)),
  withdrawn text check (date(withdrawn || substr('-01-01', length(withdrawn) - 3)) is withdrawn || substr('-01-01', length(withdrawn) - 3)),
  covers text not null,
  leaves_out text not null,
  paper text references paper (id) deferrable initially deferred,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table retention (
  id text primary key,
  until text not null check (until is date(until)),
  reason text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create index invitee_review on invitee (review);
create index invitee_contact on invitee (contact) where contact is not null;
create index invitee_paper on invitee (paper) where paper is not null;
create index correction_review on correction (review);
create index preparation_review on preparation (review);
create index preparation_paper on preparation (paper) where paper is not null;
create index authority_to_act_paper on authority_to_act (paper) where paper is not null;

create view invitee_live as select rowid as number, * from invitee where trashed is null;
create view correction_live as select rowid as number, * from correction where trashed is null;
create view preparation_live as select rowid as number, * from preparation where trashed is null;
create view authority_to_act_live as select rowid as number, * from authority_to_act where trashed is null;
create view retention_live as select rowid as number, * from retention where trashed is null;

-- The notes of meetings are found by search too; those taken before are put into its index here.

insert into search_row
  select
    coalesce((select max(number) + 1 from search_row where number between day and day + 2147483647), day)
      + row_number() over (partition by day order by place) - 1,
    'meeting_line',
    id
  from (
    select (cast(julianday("on") - 1721424.5 as integer) << 31) as day, rowid as place, id
    from meeting_line where trashed is null
  );
insert into search (rowid, kind, "row", child, "on", title, body)
  select s.number, s.kind, l.id, r.child, l."on", trim('Meeting note ' || l.who),
    trim(l.text || char(10) || l.owner, char(10))
  from search_row s join meeting_line l on l.id = s."row" join review r on r.id = l.review
  where s.kind = 'meeting_line';
