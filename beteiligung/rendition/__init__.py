"""What something says in another language: contributions, arguments, decisions, and texts that a machine translated."""
