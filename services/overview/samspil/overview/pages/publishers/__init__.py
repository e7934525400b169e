"""What staff read of each publisher's topic, a file each: its lines on the timeline and its cards."""
