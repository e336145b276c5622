"""Who plays: each instrument turns a part of a score into its stem, dry."""
