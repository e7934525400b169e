"""One way in: the citizen's file and every referral."""
