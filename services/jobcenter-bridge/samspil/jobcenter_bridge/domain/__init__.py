"""What is told by the jobcenter and to it: pure."""
