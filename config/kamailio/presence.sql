-- Kamailio's own tables for subscriptions, and those that its presence modules want to find, as its sqlite schema has them (5.6).
PRAGMA journal_mode = WAL;
CREATE TABLE version (
  id INTEGER PRIMARY KEY NOT NULL,
  table_name VARCHAR(32) NOT NULL UNIQUE,
  table_version INTEGER DEFAULT 0 NOT NULL
);
INSERT INTO version (table_name, table_version) VALUES
  ('version', 1), ('presentity', 5), ('active_watchers', 12), ('watchers', 3), ('pua', 7);
CREATE TABLE presentity (
  id INTEGER PRIMARY KEY NOT NULL,
  username VARCHAR(64) NOT NULL,
  domain VARCHAR(64) NOT NULL,
  event VARCHAR(64) NOT NULL,
  etag VARCHAR(128) NOT NULL,
  expires INTEGER NOT NULL,
  received_time INTEGER NOT NULL,
  body BLOB NOT NULL,
  sender VARCHAR(255) NOT NULL,
  priority INTEGER DEFAULT 0 NOT NULL,
  ruid VARCHAR(64) UNIQUE,
  UNIQUE (username, domain, event, etag)
);
CREATE TABLE active_watchers (
  id INTEGER PRIMARY KEY NOT NULL,
  presentity_uri VARCHAR(255) NOT NULL,
  watcher_username VARCHAR(64) NOT NULL,
  watcher_domain VARCHAR(64) NOT NULL,
  to_user VARCHAR(64) NOT NULL,
  to_domain VARCHAR(64) NOT NULL,
  event VARCHAR(64) DEFAULT 'presence' NOT NULL,
  event_id VARCHAR(64),
  to_tag VARCHAR(128) NOT NULL,
  from_tag VARCHAR(128) NOT NULL,
  callid VARCHAR(255) NOT NULL,
  local_cseq INTEGER NOT NULL,
  remote_cseq INTEGER NOT NULL,
  contact VARCHAR(255) NOT NULL,
  record_route TEXT,
  expires INTEGER NOT NULL,
  status INTEGER DEFAULT 2 NOT NULL,
  reason VARCHAR(64),
  version INTEGER DEFAULT 0 NOT NULL,
  socket_info VARCHAR(64) NOT NULL,
  local_contact VARCHAR(255) NOT NULL,
  from_user VARCHAR(64) NOT NULL,
  from_domain VARCHAR(64) NOT NULL,
  updated INTEGER NOT NULL,
  updated_winfo INTEGER NOT NULL,
  flags INTEGER DEFAULT 0 NOT NULL,
  user_agent VARCHAR(255) DEFAULT '',
  UNIQUE (callid, to_tag, from_tag)
);
CREATE INDEX active_watchers_expires ON active_watchers (expires);
CREATE INDEX active_watchers_pres ON active_watchers (presentity_uri, event);
CREATE TABLE watchers (
  id INTEGER PRIMARY KEY NOT NULL,
  presentity_uri VARCHAR(255) NOT NULL,
  watcher_username VARCHAR(64) NOT NULL,
  watcher_domain VARCHAR(64) NOT NULL,
  event VARCHAR(64) DEFAULT 'presence' NOT NULL,
  status INTEGER NOT NULL,
  reason VARCHAR(64),
  inserted_time INTEGER NOT NULL,
  UNIQUE (presentity_uri, watcher_username, watcher_domain, event)
);
CREATE TABLE pua (
  id INTEGER PRIMARY KEY NOT NULL,
  pres_uri VARCHAR(255) NOT NULL,
  pres_id VARCHAR(255) NOT NULL,
  event INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  desired_expires INTEGER NOT NULL,
  flag INTEGER NOT NULL,
  etag VARCHAR(128) NOT NULL,
  tuple_id VARCHAR(64),
  watcher_uri VARCHAR(255) NOT NULL,
  call_id VARCHAR(255) NOT NULL,
  to_tag VARCHAR(128) NOT NULL,
  from_tag VARCHAR(128) NOT NULL,
  cseq INTEGER NOT NULL,
  record_route TEXT,
  contact VARCHAR(255) NOT NULL,
  remote_contact VARCHAR(255) NOT NULL,
  version INTEGER NOT NULL,
  extra_headers TEXT NOT NULL,
  UNIQUE (etag, tuple_id, call_id, from_tag)
);
