"""Steps towards work that people of social psychiatry enter here: a file for each verb."""
