"""What a norm would do to everybody: counted for the whole register, and counted again with other figures."""
