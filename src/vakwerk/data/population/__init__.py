"""How made-up populations look: `shape.yaml` is measured from the demo world, `stated.yaml` is chosen by us."""
