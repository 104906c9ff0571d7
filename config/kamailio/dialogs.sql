-- Kamailio's own tables for calls that go on, as its sqlite schema has them (dialog 5.6, table versions 7 and 1).
PRAGMA journal_mode = WAL;
CREATE TABLE version (
  id INTEGER PRIMARY KEY NOT NULL,
  table_name VARCHAR(32) NOT NULL UNIQUE,
  table_version INTEGER DEFAULT 0 NOT NULL
);
INSERT INTO version (table_name, table_version) VALUES ('version', 1), ('dialog', 7), ('dialog_vars', 1);
CREATE TABLE dialog (
  id INTEGER PRIMARY KEY NOT NULL,
  hash_entry INTEGER NOT NULL,
  hash_id INTEGER NOT NULL,
  callid VARCHAR(255) NOT NULL,
  from_uri VARCHAR(255) NOT NULL,
  from_tag VARCHAR(128) NOT NULL,
  to_uri VARCHAR(255) NOT NULL,
  to_tag VARCHAR(128) NOT NULL,
  caller_cseq VARCHAR(20) NOT NULL,
  callee_cseq VARCHAR(20) NOT NULL,
  caller_route_set VARCHAR(512),
  callee_route_set VARCHAR(512),
  caller_contact VARCHAR(255) NOT NULL,
  callee_contact VARCHAR(255) NOT NULL,
  caller_sock VARCHAR(64) NOT NULL,
  callee_sock VARCHAR(64) NOT NULL,
  state INTEGER NOT NULL,
  start_time INTEGER NOT NULL,
  timeout INTEGER DEFAULT 0 NOT NULL,
  sflags INTEGER DEFAULT 0 NOT NULL,
  iflags INTEGER DEFAULT 0 NOT NULL,
  toroute_name VARCHAR(32),
  req_uri VARCHAR(255) NOT NULL,
  xdata VARCHAR(512)
);
CREATE INDEX dialog_hash_idx ON dialog (hash_entry, hash_id);
CREATE TABLE dialog_vars (
  id INTEGER PRIMARY KEY NOT NULL,
  hash_entry INTEGER NOT NULL,
  hash_id INTEGER NOT NULL,
  dialog_key VARCHAR(128) NOT NULL,
  dialog_value VARCHAR(512) NOT NULL
);
CREATE INDEX dialog_vars_hash_idx ON dialog_vars (hash_entry, hash_id);
CREATE TRIGGER dialog_over AFTER DELETE ON dialog BEGIN
  DELETE FROM dialog_vars WHERE hash_entry = OLD.hash_entry AND hash_id = OLD.hash_id;
END;
