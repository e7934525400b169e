"""Others' formats: nothing of them leaves this room."""
