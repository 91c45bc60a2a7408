"""In and out of the portals of other registers: imports with a mapping, outputs in the order of their forms."""
