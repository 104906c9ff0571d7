-- Where Kamailio's uac module looks for registrations at trunks when it starts (uac 5.6, table version 5). It stays empty: a hub tells them,
-- with secrets that stand in the hub's database alone.
CREATE TABLE version (
  id INTEGER PRIMARY KEY NOT NULL,
  table_name VARCHAR(32) NOT NULL UNIQUE,
  table_version INTEGER DEFAULT 0 NOT NULL
);
INSERT INTO version (table_name, table_version) VALUES ('version', 1), ('uacreg', 5);
CREATE TABLE uacreg (
  id INTEGER PRIMARY KEY NOT NULL,
  l_uuid VARCHAR(64) DEFAULT '' NOT NULL UNIQUE,
  l_username VARCHAR(64) DEFAULT '' NOT NULL,
  l_domain VARCHAR(64) DEFAULT '' NOT NULL,
  r_username VARCHAR(64) DEFAULT '' NOT NULL,
  r_domain VARCHAR(64) DEFAULT '' NOT NULL,
  realm VARCHAR(64) DEFAULT '' NOT NULL,
  auth_username VARCHAR(64) DEFAULT '' NOT NULL,
  auth_password VARCHAR(64) DEFAULT '' NOT NULL,
  auth_ha1 VARCHAR(128) DEFAULT '' NOT NULL,
  auth_proxy VARCHAR(255) DEFAULT '' NOT NULL,
  expires INTEGER DEFAULT 0 NOT NULL,
  flags INTEGER DEFAULT 0 NOT NULL,
  reg_delay INTEGER DEFAULT 0 NOT NULL,
  contact_addr VARCHAR(255) DEFAULT '' NOT NULL,
  socket VARCHAR(128) DEFAULT '' NOT NULL
);
