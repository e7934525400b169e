"""The conversation with the region's hospitals, in MedCom's FHIR messages."""
