"""The journey: the main job from end to end, played through the real doors with a citizen whom nobody is."""
