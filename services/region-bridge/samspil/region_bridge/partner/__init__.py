"""The region's own words: MedCom messages read tolerantly and written strictly."""
