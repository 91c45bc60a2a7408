"""Facts: what someone learned, did, reflected on and holds, and which norms they are under."""
