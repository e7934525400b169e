"""What a process tells its operators: spans, log lines and metrics, none of which holds personal data."""
