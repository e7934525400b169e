"""MedCom's FHIR messages: what all of them have in common, and a file for each family."""
