"""The outside of the house: settings, addresses, page shell, look and the root of the API."""
