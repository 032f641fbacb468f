"""What lies on the desk of an elected body, and what its members are told early."""
