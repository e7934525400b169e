"""How each kind of entity is taken in after a notification: fetched, placed, recorded; a file per kind."""
