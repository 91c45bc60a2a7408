"""What people do together: intervision, case discussion, supervision, moral deliberation, network meetings."""
