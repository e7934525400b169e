"""The words that every service shares: pure values that know no database and no broker."""
