"""What may be decided about a citizen's file and its referrals: pure, with time as an argument."""
