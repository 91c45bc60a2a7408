"""The three expectations of the profession over the same facts, and the plan for a period."""
