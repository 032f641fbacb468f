-- As the user postgres: psql --file=examples/production/database.sql
-- The role has the name of the system's user, so that it logs in over the local socket without a password.
CREATE ROLE portal LOGIN;
CREATE DATABASE portal OWNER portal ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE portal FROM PUBLIC;
ALTER ROLE portal IN DATABASE portal SET statement_timeout = '55s';
ALTER ROLE portal IN DATABASE portal SET idle_in_transaction_session_timeout = '120s';
