"""The journey, told once and without I/O: each step yields what is asked and waited for; players do it."""
