"""Who shows what to whom, for which purpose and until when; the rights of a person over what is kept."""
