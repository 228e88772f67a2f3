-- The first schema of an EHCP Desktop record. Never edited once released; see docs/file-format.md.
-- A date is ISO text: a day (2026-06-02), and where the record allows it a month (2026-06) or a year
-- (2026). `trashed` is the moment (UTC) a row was removed by the family; the *_live views leave those
-- rows out (`number` there is the order in which rows were first saved). Foreign keys are checked when an action is finished, so its rows come in any order.

create table meta (
  name text primary key check (name in ('file', 'copy', 'made')),
  value text not null
) strict;

create table setting (
  name text primary key,
  value text not null
) strict;

-- Papers ---------------------------------------------------------------------------------------

create table blob (
  sha256 text primary key check (length(sha256) = 64),
  bytes blob not null
) strict;

-- People ---------------------------------------------------------------------------------------

create table child (
  id text primary key,
  name text not null check (name <> ''),
  born text not null check (born is date(born)),
  authority text not null,
  school text not null,
  year_group integer,
  reference text not null,
  record_from text check (date(record_from || substr('-01-01', length(record_from) - 3)) is record_from || substr('-01-01', length(record_from) - 3)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table contact (
  id text primary key,
  name text not null,
  is_organisation integer not null check (is_organisation in (0, 1)),
  organisation text not null,
  address text not null,
  email text not null,
  phone text not null,
  is_sender integer not null check (is_sender in (0, 1)),
  notes text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table role (
  id text primary key,
  contact text not null references contact (id) deferrable initially deferred,
  title text not null,
  child text references child (id) deferrable initially deferred,
  since text check (date(since || substr('-01-01', length(since) - 3)) is since || substr('-01-01', length(since) - 3)),
  until text check (date(until || substr('-01-01', length(until) - 3)) is until || substr('-01-01', length(until) - 3)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

-- A term of the child's school, or days on which it is closed; both ends are included.
create table school_dates (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  kind text not null check (kind in ('term', 'closed')),
  first text not null check (first is date(first)),
  last text not null check (last is date(last)),
  name text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

-- What happened --------------------------------------------------------------------------------

create table event (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  kind text not null check (kind <> ''),
  "on" text check (date("on" || substr('-01-01', length("on") - 3)) is "on" || substr('-01-01', length("on") - 3)),
  outcome text not null,
  sent text check (date(sent || substr('-01-01', length(sent) - 3)) is sent || substr('-01-01', length(sent) - 3)),
  received text check (date(received || substr('-01-01', length(received) - 3)) is received || substr('-01-01', length(received) - 3)),
  dated text check (date(dated || substr('-01-01', length(dated) - 3)) is dated || substr('-01-01', length(dated) - 3)),
  "by" text check (date("by" || substr('-01-01', length("by") - 3)) is "by" || substr('-01-01', length("by") - 3)),
  at text not null,
  who text not null,
  contact text references contact (id) deferrable initially deferred,
  channel text not null,
  direction text not null check (direction in ('', 'sent', 'received')),
  model text not null,
  review text references review (id) deferrable initially deferred,
  letter text references letter (id) deferrable initially deferred,
  replies_to text references event (id) deferrable initially deferred,
  summary text not null,
  quote text not null,
  notes text not null,
  imported text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table answer (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  question text not null,
  event text not null,
  value text not null,
  until text check (date(until || substr('-01-01', length(until) - 3)) is until || substr('-01-01', length(until) - 3)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

-- The plan and its reviews ---------------------------------------------------------------------

create table plan (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  event text not null references event (id) deferrable initially deferred,
  stage text not null check (stage in ('draft', 'final', 'amended')),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table section (
  id text primary key,
  plan text not null references plan (id) deferrable initially deferred,
  name text not null
    check (name in ('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H1', 'H2', 'I', 'J', 'K')),
  text text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table review (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  model text not null,
  label text not null,
  chosen_by text not null,
  chair text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table minutes (
  id text primary key,
  review text not null references review (id) deferrable initially deferred,
  whose text not null check (whose in ('ours', 'school')),
  text text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table action_item (
  id text primary key,
  review text not null references review (id) deferrable initially deferred,
  text text not null,
  owner text not null,
  "by" text check (date("by" || substr('-01-01', length("by") - 3)) is "by" || substr('-01-01', length("by") - 3)),
  done text check (date(done || substr('-01-01', length(done) - 3)) is done || substr('-01-01', length(done) - 3)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

-- Letters and papers ---------------------------------------------------------------------------

create table letter (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  template text not null,
  title text not null,
  about text not null,
  tone text not null,
  fields text not null check (json_valid(fields)),
  text text not null,
  state text not null check (state in ('draft', 'sent')),
  written text not null check (written is date(written)),
  reply_by text check (reply_by is date(reply_by)),
  recipient text not null,
  replies_to text references letter (id) deferrable initially deferred,
  paper text references paper (id) deferrable initially deferred,
  law text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table dispatch (
  id text primary key,
  letter text not null references letter (id) deferrable initially deferred,
  "by" text not null check ("by" in ('post', 'email', 'hand', 'portal')),
  "on" text not null check ("on" is date("on")),
  at text not null,
  event text not null,
  proof text references paper (id) deferrable initially deferred,
  deemed text not null check (deemed is date(deemed)),
  chase text check (chase is date(chase)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table paper (
  id text primary key,
  child text not null references child (id) deferrable initially deferred,
  name text not null,
  sha256 text not null references blob (sha256) deferrable initially deferred,
  size integer not null check (size >= 0),
  title text not null,
  kind text not null,
  dated text check (date(dated || substr('-01-01', length(dated) - 3)) is dated || substr('-01-01', length(dated) - 3)),
  who text not null,
  notes text not null,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table attachment (
  id text primary key,
  event text not null references event (id) deferrable initially deferred,
  paper text not null references paper (id) deferrable initially deferred,
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

create table draft (
  id text primary key,
  child text not null,
  form text not null,
  fields text not null check (json_valid(fields)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

-- The law: a rule pack that the family has applied over the law of the program ---------------------

create table pack (
  id text primary key,
  name text not null check (name <> ''),
  text text not null,
  applied text not null check (applied is date(applied)),
  trashed text check (trashed is null or datetime(trashed) is not null)
) strict;

-- The change log: every action, and every row it changed ------------------------------------------

create table action (
  id text primary key,
  copy text not null,
  seq integer not null,
  at text not null check (datetime(at) is not null),
  who text not null,
  name text not null,
  undoes text references action (id),
  unique (copy, seq)
) strict;

create table change (
  number integer primary key,
  action text not null references action (id) deferrable initially deferred,
  "table" text not null,
  "row" text not null,
  before text check (json_valid(before)),
  after text check (json_valid(after))
) strict;

-- Search: rowid = day number * 2^31 + a counter, so that newest first is the index's own order -----

create table search_row (
  number integer primary key,
  kind text not null,
  "row" text not null,
  unique (kind, "row")
) strict;

create virtual table search using fts5 (
  kind unindexed, "row" unindexed, child unindexed, "on" unindexed, title, body,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);

-- What the program looks up ----------------------------------------------------------------------

create index role_contact on role (contact);
create index role_child on role (child) where child is not null;
create index school_dates_child on school_dates (child);
create index event_child on event (child, "on");
create index event_contact on event (contact) where contact is not null;
create index event_review on event (review) where review is not null;
create index event_letter on event (letter) where letter is not null;
create index event_replies_to on event (replies_to) where replies_to is not null;
create index event_imported on event (imported) where imported <> '';
create index answer_child on answer (child);
create index plan_child on plan (child);
create index plan_event on plan (event);
create index section_plan on section (plan);
create index review_child on review (child);
create index minutes_review on minutes (review);
create index action_item_review on action_item (review);
create index letter_child on letter (child);
create index letter_replies_to on letter (replies_to) where replies_to is not null;
create index letter_paper on letter (paper) where paper is not null;
create index dispatch_letter on dispatch (letter);
create index dispatch_proof on dispatch (proof) where proof is not null;
create index paper_child on paper (child);
create index paper_sha256 on paper (sha256);
create index attachment_event on attachment (event);
create index attachment_paper on attachment (paper);
create index draft_child on draft (child);
create index action_undoes on action (undoes) where undoes is not null;
create index change_action on change (action);

-- What is not in the bin ---------------------------------------------------------------------------

create view child_live as select rowid as number, * from child where trashed is null;
create view contact_live as select rowid as number, * from contact where trashed is null;
create view role_live as select rowid as number, * from role where trashed is null;
create view school_dates_live as select rowid as number, * from school_dates where trashed is null;
create view event_live as select rowid as number, * from event where trashed is null;
create view answer_live as select rowid as number, * from answer where trashed is null;
create view plan_live as select rowid as number, * from plan where trashed is null;
create view section_live as select rowid as number, * from section where trashed is null;
create view review_live as select rowid as number, * from review where trashed is null;
create view minutes_live as select rowid as number, * from minutes where trashed is null;
create view action_item_live as select rowid as number, * from action_item where trashed is null;
create view letter_live as select rowid as number, * from letter where trashed is null;
create view dispatch_live as select rowid as number, * from dispatch where trashed is null;
create view paper_live as select rowid as number, * from paper where trashed is null;
create view attachment_live as select rowid as number, * from attachment where trashed is null;
create view draft_live as select rowid as number, * from draft where trashed is null;
create view pack_live as select rowid as number, * from pack where trashed is null;
