"""What is to be sent by e-mail: written in the same transaction as the fact, sent later by a command."""
