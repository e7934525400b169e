#!/bin/bash
# Of the real image's way in what docker-compose.yml uses: a new folder is made with its superuser.
set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  chmod 700 "$PGDATA"
  eval "initdb --username='$POSTGRES_USER' --pwfile='$POSTGRES_PASSWORD_FILE' $POSTGRES_INITDB_ARGS"
fi
exec "$@"
