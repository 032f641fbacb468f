"""Videos in sign language among the things that hang on a Vorhaben, and how long one is.

An older program knows no such kind. On the way back a video with a file waits as a withdrawn document that still has its
files, which nothing else does, so it is found again on the way up; its length is measured anew only with a new file. A
video at an address becomes a link.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

KIND = "UPDATE beteiligung_attachment SET kind = '{kind}'"
HAS_VIDEO = (
    "id IN (SELECT attachment_id FROM beteiligung_stored_file WHERE media_type = 'video/mp4' OR media_type = 'video/webm')"
)


def upgrade():
    op.add_column("beteiligung_stored_file", sa.Column("seconds", sa.Integer(), nullable=True))
    op.execute(f"{KIND.format(kind='sign_video')}, withdrawn_at = NULL, withdrawn_by = NULL WHERE {HAS_VIDEO}")


def downgrade():
    op.execute(
        f"{KIND.format(kind='document')}, withdrawn_at = changed_at, withdrawn_by = '' "
        f"WHERE kind = 'sign_video' AND {HAS_VIDEO}"
    )
    op.execute(f"{KIND.format(kind='link')} WHERE kind = 'sign_video' AND url IS NOT NULL")
    op.execute(f"{KIND.format(kind='document')} WHERE kind = 'sign_video'")  # withdrawn before: words without files
    op.drop_column("beteiligung_stored_file", "seconds")
