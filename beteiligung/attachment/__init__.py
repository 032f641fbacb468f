"""What hangs on a Vorhaben: pictures, documents and links."""
