"""What every HTTP door of the house has in common: who asks, how it refuses, how it is watched."""
