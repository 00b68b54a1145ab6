#!/bin/sh
# Makes the two roles and the database, with psql as a superuser. Needs OWNER_PASSWORD and APP_PASSWORD.
set -eu

psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
-- Owns the database, its tables and the trigger functions. Migrations run as this role.
CREATE ROLE factcheck_owner LOGIN NOSUPERUSER PASSWORD :'owner_password';
-- What the application runs as: owns nothing, and gets its rights from each migration.
CREATE ROLE factcheck_app LOGIN NOSUPERUSER PASSWORD :'app_password';
CREATE DATABASE factcheck OWNER factcheck_owner ENCODING 'UTF8' TEMPLATE template0;
SQL
