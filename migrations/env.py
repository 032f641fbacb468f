"""Run our revisions on the connection that ``beteiligung.schema`` hands over."""

from alembic import context

from beteiligung.schema import VERSION_TABLE, is_ours, metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    version_table=VERSION_TABLE,
    include_name=is_ours,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
