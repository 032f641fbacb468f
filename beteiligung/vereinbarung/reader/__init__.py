"""The rooms behind the door `vereinbarung.reading`: each takes one step from text to clauses."""
