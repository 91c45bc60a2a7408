"""The rooms of meaning: pure Python, no framework, no clock, no network. Everything outside comes in as an argument."""
