import shutil
from itertools import pairwise

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, inspect, select, text
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.abwaegung.models import (
    Abwaegung,
    Argument,
    Assignment,
    RefusedSuggestion,
    SetAside,
    StepKind,
    WeighingStep,
)
from beteiligung.account.models import Account, LoginSession, OneTimeLink, UsedProof
from beteiligung.attachment.models import Attachment, AttachmentKind, StoredFile
from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Revision, Support, Visibility
from beteiligung.beschluss.models import Beschluss, BeschlussChange, Condition, Result
from beteiligung.block.models import Block
from beteiligung.dossier.models import Population
from beteiligung.engine import engine_for
from beteiligung.gremium.models import AgendaItem, Gremium, GremiumKind, Inquiry, Meeting, Remark
from beteiligung.guest.models import Guest, WaitingBeitrag
from beteiligung.i18n import shipped
from beteiligung.moderation import models as moderation
from beteiligung.moderation.models import Act, AnswerTemplate, Case, Decision, LogEntry, Note, Objection, Report
from beteiligung.naming.models import Name, Subject
from beteiligung.outbox import actions as outbox
from beteiligung.personal.models import Deletion
from beteiligung.rendition.models import Rendition
from beteiligung.rendition.things import name_of, thing
from beteiligung.subscription.models import DigestRun, Rhythm
from beteiligung.term.models import Kind, Term
from beteiligung.vereinbarung.models import Clause
from beteiligung.vorhaben.models import FieldChange, Version, Vorhaben
from beteiligung.wish.models import Wish

from . import databases, records


def revisions():
    """From the first to the newest."""
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


FTS = "beteiligung_search_fts"
"""The full-text table of SQLite, and the beginning of the names of those in which it keeps its data."""


def tables(engine):
    return {name for name in inspect(engine).get_table_names() if not name.startswith(FTS)}


def ours():
    return set(schema.metadata().tables)


def fill(engine):
    """One of everything."""
    with Session(engine) as session:
        agreement = records.vereinbarung("Wir bauen Wege.", "Wir pflanzen Bäume.")
        record = records.vorhaben(open_for=3, bezirke=[records.bezirk()], clause=agreement.clauses[0])
        first = records.beitrag(record, "Ä-Ö-Ü 👩‍👩‍👧")
        session.add_all([agreement, record, first])
        session.flush()
        reply = records.beitrag(record, "Antwort", parent=first, bezirk_number=1, receipt="0" * 64)
        paper = {"origin": BeitragOrigin.PAPER, "origin_note": "Kasten", "sheet": "W-1", "entered_by": "amt"}
        session.add(records.beitrag(record, "Papier", **paper))
        session.add_all([reply, records.beitrag(record, "weg", visibility=Visibility.WITHDRAWN, parent=first)])
        session.flush()
        session.add(Support(beitrag_id=reply.id, author_id="mehmet", supported_at=records.NOW))
        session.add(
            Revision(
                beitrag_id=reply.id,
                stance=reply.stance,
                body="Antwrot",
                was_public=True,
                written_at=records.NOW,
                replaced_at=records.NOW,
            )
        )
        record.moderation = "after"
        record.terms = [Term(kind=Kind.SDG, slug="sdg-13", name="Klima", number=13)]
        record.further_clauses = agreement.clauses[1:]
        record.changes = [FieldChange(at=records.NOW, author_name="", field="end", old=None, new="2027", reason="x")]
        record.versions = [Version(number=1, at=records.NOW, author_name="", is_public=True, snapshot={"office": "x"})]
        outbox.put(session, "beitrag_published", to="anna", lang="de", facts={"a": 1}, key="k", now=records.NOW)
        hung = Attachment(kind=AttachmentKind.DOCUMENT, position=1, title="Plan", added_at=records.NOW, added_by="")
        hung.changed_at = records.NOW
        film = Attachment(kind=AttachmentKind.SIGN_VIDEO, position=2, title="Film", added_at=records.NOW, added_by="")
        film.changed_at = records.NOW
        film.files = [StoredFile(name="1" * 32, media_type="video/mp4", size=1, digest="1" * 64)]
        record.attachments = [hung, film]
        hung.files = [StoredFile(name="0" * 32, media_type="application/pdf", size=1, digest="0" * 64)]
        fill_moderation(session, first)
        session.add(records.subscription(vorhaben_id=record.id, scope=f"vorhaben:{record.id}"))
        session.add(DigestRun(rhythm=Rhythm.WEEKLY, told_until=records.NOW))
        session.add(Wish(vorhaben_id=record.id, author_id="anna", wished_at=records.NOW))
        session.add(Deletion(at=records.NOW, what="links", number=3))
        fill_desk(session, record, first)
        told = {"lang": "en", "vorhaben_id": record.id, "words": {"body": "Yes"}, "written_at": records.NOW}
        session.add(Rendition(thing=f"beitrag:{first.id}", beitrag_id=first.id, **told))
        short = Rendition(thing=f"short:{record.id}", **told | {"words": {"next_step": "Soon"}})
        short.follow({"next_step": "Bald"})
        session.add(short)
        for found in (*record.history, *record.changes):
            reason = Rendition(thing=name_of(found), **thing(found).reference, **told | {"words": {"reason": "Why"}})
            reason.follow(thing(found).words)
            session.add(reason)
        session.add(Population(bezirk_number=1, people=100_000))
        session.add(Name(subject=Subject.TOPIC, slug="mobilitaet", lang="tr", name="Ulaşım"))
        account = Account(
            issuer="mail", subject="a@b.de", name="Linde", name_key="linde", lang="de", created_at=records.NOW
        )
        expiring = {"created_at": records.NOW, "expires_at": records.NOW}
        waiting = {"email": "a@b.de", "name": "Linde", "lang": "de", "said": {"body": "x"}, "written_at": records.NOW}
        session.add_all(
            [
                LoginSession(digest="x", account=account, **expiring),
                OneTimeLink(jti="x", purpose="login", subject="a@b.de", lang="de", **expiring),
                UsedProof(digest="x", expires_at=records.NOW),
                Guest(email="a@b.de", created_at=records.NOW),
                WaitingBeitrag(vorhaben_id=record.id, parent_id=first.id, expires_at=records.NOW, **waiting),
            ]
        )
        session.commit()


def fill_desk(session, record, beitrag):
    """An elected body that decided, and the weighing before it."""
    done = {"changed_at": records.NOW, "changed_by": "amt"}
    body = Gremium(slug="bv-1", kind=GremiumKind.BEZIRKSVERTRETUNG, name="BV Mitte", bezirk=record.bezirke[0])
    body.told_until = records.NOW
    meeting = Meeting(gremium=body, at=records.NOW, agenda=[AgendaItem(vorhaben=record)])
    decision = Beschluss(vorhaben=record, gremium=body, meeting=meeting, title="Ja", text="Ja.", result=Result.ADOPTED)
    decision.decided_on, decision.recorded_by, decision.recorded_at = records.NOW.date(), "bv", records.NOW
    decision.conditions = [Condition(text="Bald", **done)]
    noted = {"at": records.NOW, "author_name": "Amt", "reason": "x", "changed": {"state": ["open", "done"]}}
    decision.changes = [BeschlussChange(condition=decision.conditions[0], **noted)]
    argument = Argument(title="Sicherheit", **done)
    argument.assignments = [Assignment(beitrag=beitrag, assigned_at=records.NOW, assigned_by="amt")]
    refused = {"refused_at": records.NOW, "refused_by": "amt"}
    weighing = Abwaegung(vorhaben=record, created_at=records.NOW, created_by="amt", arguments=[argument])
    said = {"gremium": body, "vorhaben": record, "author_id": "bv", "author_name": "Robin Brand"}
    inquiry = Inquiry(text="Warum?", asked_at=records.NOW, due_on=records.NOW.date(), **said)
    remark = Remark(body="Gut", said_at=records.NOW, decided_on=records.NOW.date(), **said)
    session.add_all([decision, weighing, inquiry, remark])
    weighing.steps = [WeighingStep(kind=StepKind.STARTED, at=records.NOW, by_id="amt", by_name="Amt")]
    session.flush()
    for told, field in ((argument, "reason"), (decision, "text")):
        row = {"words": {field: "Kurz."}, "follows": thing(told).fingerprint, "written_at": records.NOW}
        row |= {"vorhaben_id": record.id, **thing(told).reference}
        session.add(Rendition(thing=name_of(told), lang="de-simple", **row))
    session.add(RefusedSuggestion(argument_id=argument.id, beitrag_id=beitrag.id, **refused))
    session.add(SetAside(abwaegung_id=weighing.id, beitrag=beitrag, reason="x", set_at=records.NOW, set_by="amt"))


def fill_moderation(session, beitrag):
    """A case with its report, decision, block and objection; a note, a template, a line in the log."""
    at = records.NOW
    block = Block(person_id="anna", starts_at=at, ends_at=at)
    case = Case(beitrag=beitrag, opened_at=at)
    told = {"case": case, "lang": "de", "reported_at": at, "in_good_faith": True}
    report = Report(category="attack", explanation="x", code_digest="r", **told)
    decision = Decision(
        beitrag=beitrag,
        case=case,
        block=block,
        kind=moderation.Kind.BLOCK,
        person_id="anna",
        facts="x",
        by_id="kim",
        by_name="Kim",
        decided_at=at,
        object_until=at,
        code_digest="d",
    )
    session.add_all([block, case, report, decision])
    session.add(Objection(decision=decision, report=report, words="x", objected_at=at))
    session.add(Note(beitrag_id=beitrag.id, body="x", by_name="Kim", written_at=at))
    session.add(AnswerTemplate(name="x", lang="de", body="x", by_name="Kim", changed_at=at))
    session.add(LogEntry(at=at, act=Act.NOTED, role="moderation", reason="", details={}))


def what_is_there(engine):
    with Session(engine) as session:
        return (
            session.execute(select(Vorhaben.slug, Vorhaben.open_until, Vorhaben.clause_id)).all(),
            session.execute(
                select(
                    Beitrag.body, Beitrag.parent_id, Beitrag.submitted_at, Beitrag.position, Beitrag.replies
                ).order_by(Beitrag.id)
            ).all(),
            session.execute(select(Clause.text, Clause.number, Clause.deadlines).order_by(Clause.id)).all(),
        )


@pytest.fixture(scope="module")
def sqlite_filled(tmp_path_factory):
    return databases.migrated_file(tmp_path_factory.mktemp("filled") / "filled.sqlite", fill)


@pytest.fixture(scope="module")
def postgres_filled(postgres_server, testrun_uid, worker_id):
    name = f"beteiligung_{testrun_uid[:8]}_{worker_id}_filled"
    with databases.postgres_database(postgres_server, name) as url:
        with databases.engine_at(url) as engine:
            schema.upgrade(engine)
            fill(engine)
        yield name


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def filled_database(request, tmp_path):
    """A database of its own with our newest tables, and a record of every kind in it."""
    filled = request.getfixturevalue(f"{request.param}_filled")
    if request.param == "sqlite":
        with databases.engine_at(f"sqlite:///{shutil.copy(filled, tmp_path)}") as engine:
            yield engine
        return
    server = request.getfixturevalue("postgres_server")
    with databases.postgres_database(server, f"{filled}_copy", filled) as url, databases.engine_at(url) as engine:
        yield engine


def test_a_new_database_gets_all_our_tables(empty_database):
    schema.upgrade(empty_database)

    assert tables(empty_database) == ours() | {schema.VERSION_TABLE}


def test_a_second_time_changes_nothing(empty_database):
    schema.upgrade(empty_database)
    fill(empty_database)
    before = what_is_there(empty_database)

    schema.upgrade(empty_database)

    assert what_is_there(empty_database) == before


def test_the_models_say_what_the_migrations_do(empty_database):
    schema.upgrade(empty_database)

    with empty_database.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": schema.is_ours, "compare_type": True, "target_metadata": schema.metadata()},
        )
        assert compare_metadata(context, schema.metadata()) == []


def test_a_model_without_a_migration_would_be_noticed(empty_database):
    """The proof that the test above can fail: here the newest revision is missing a column."""
    schema.upgrade(empty_database)
    with empty_database.begin() as connection:
        connection.execute(text("ALTER TABLE beteiligung_place DROP COLUMN words"))

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": schema.is_ours})
        assert [change[0] for change in compare_metadata(context, schema.metadata())] == ["add_column"]


def test_every_step_goes_up_and_down_and_up(empty_database):
    steps = ["base", *revisions()]

    for below, revision in pairwise(steps):
        schema.upgrade(empty_database, revision)
        schema.downgrade(empty_database, below)
        schema.upgrade(empty_database, revision)
    assert tables(empty_database) == ours() | {schema.VERSION_TABLE}

    schema.downgrade(empty_database, "base")
    assert set(inspect(empty_database).get_table_names()) <= {schema.VERSION_TABLE}


@pytest.mark.parametrize("revision", revisions())
def test_what_was_there_survives_a_step_back_and_forth(filled_database, revision):
    before = what_is_there(filled_database)

    schema.downgrade(filled_database, revision)
    schema.upgrade(filled_database)

    assert what_is_there(filled_database) == before
    assert all(before)


def test_a_second_round_of_a_weighing_goes_into_the_first_on_the_way_back(filled_database):
    with Session(filled_database) as session:
        first = session.scalars(select(Abwaegung)).one()
        second = Abwaegung(vorhaben=first.vorhaben, round=2, created_at=records.NOW, created_by="amt")
        second.arguments = [Argument(title="Später", changed_at=records.NOW, changed_by="amt")]
        second.steps = [WeighingStep(kind=StepKind.STARTED, at=records.NOW, by_id="amt", by_name="Amt")]
        late = records.beitrag(first.vorhaben, "später")
        session.add_all([second, late])
        session.flush()
        session.add(SetAside(abwaegung_id=second.id, beitrag=late, reason="x", set_at=records.NOW, set_by="amt"))
        session.commit()

    schema.downgrade(filled_database, "0023")
    schema.upgrade(filled_database)

    with Session(filled_database) as session:
        only = session.scalars(select(Abwaegung)).one()
        assert (only.round, [one.title for one in only.arguments]) == (1, ["Sicherheit", "Später"])
        assert len(only.steps) == 2
        assert {one.abwaegung_id for one in session.scalars(select(SetAside))} == {only.id}


def test_an_older_program_does_not_see_a_video_in_sign_language(filled_database):
    """It would not know what to do with one; the files stay, so nothing is lost on the way up."""

    schema.downgrade(filled_database, "0026")

    with filled_database.connect() as connection:
        rows = connection.execute(text("SELECT title, kind, withdrawn_at IS NULL FROM beteiligung_attachment"))
        assert sorted(map(tuple, rows)) == [("Film", "document", False), ("Plan", "document", True)]
        assert connection.execute(text("SELECT count(*) FROM beteiligung_stored_file")).scalar() == 2


def test_easy_words_go_into_columns_on_the_way_back_and_return_unchecked(filled_database):
    with Session(filled_database) as session:
        for row in session.scalars(select(Rendition).where(Rendition.lang == "de-simple")):
            row.words, row.checked_by, row.checked_on = {**row.words, "title": "Leicht"}, "Gruppe", records.NOW.date()
        argument = session.scalars(select(Argument)).one()
        session.add(Argument(abwaegung_id=argument.abwaegung_id, title="Ohne", changed_at=records.NOW, changed_by="x"))
        session.commit()

    schema.downgrade(filled_database, "0027")
    with filled_database.begin() as connection:
        reasons = connection.execute(text("SELECT title, reason_simple FROM beteiligung_argument ORDER BY id")).all()
        assert list(map(tuple, reasons)) == [("Sicherheit", "Kurz."), ("Ohne", "")]
        assert connection.execute(text("SELECT text_simple FROM beteiligung_beschluss")).scalar() == "Kurz."
        connection.execute(text("UPDATE beteiligung_argument SET reason_simple = 'Neu.', reason = 'Grund'"))
    schema.upgrade(filled_database)

    with Session(filled_database) as session:
        first, second = session.scalars(select(Argument).order_by(Argument.id))
        assert first.easy.words == {"title": "Leicht", "reason": "Neu."}
        assert (second.easy.words, second.easy.thing) == ({"reason": "Neu."}, name_of(second))
        assert second.easy.follows == thing(second).fingerprint
        assert (second.easy.origin, second.easy.author, second.easy.written_at) == ("written", "x", records.NOW)
        assert (second.easy.state, second.easy.checked_on) == ("done", None)
        assert second.easy.vorhaben_id == second.abwaegung.vorhaben_id


def test_short_words_stay_on_the_way_back_and_find_their_records_again(filled_database):
    with Session(filled_database) as session:
        about = session.scalars(select(Vorhaben)).one().id
        session.add(Rendition(thing="status_change:999", lang="en", vorhaben_id=about, words={"reason": "Gone"}))
        session.commit()

    schema.downgrade(filled_database, "0028")
    schema.upgrade(filled_database)

    with Session(filled_database) as session:
        record = session.scalars(select(Vorhaben)).one()
        rows = {row.thing: row for row in session.scalars(select(Rendition))}
        step, change = record.history[0], record.changes[0]
        assert rows[name_of(step)].status_change_id == step.id
        assert rows[name_of(change)].field_change_id == change.id
        assert rows[f"short:{record.id}"].words == {"next_step": "Soon"}
        assert "status_change:999" not in rows
        assert rows[name_of(step)].bases == {}
        assert not rows[name_of(step)].is_behind({"reason": step.reason}, "reason")
        assert rows[name_of(step)].is_behind({"reason": "Anders"}, "reason")


def test_the_hosts_tables_are_left_alone(empty_database):
    with empty_database.begin() as connection:
        connection.execute(text("CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(20))"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO customer VALUES (1, 'Ada')"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('host42')"))

    for _ in range(2):
        schema.upgrade(empty_database)
        schema.downgrade(empty_database, "base")

    with empty_database.connect() as connection:
        assert connection.execute(text("SELECT name FROM customer")).scalars().all() == ["Ada"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["host42"]


def proposed(engine, host, **opts):
    """What a host's autogenerate would do."""
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=opts), host)


@pytest.mark.parametrize("revision", ["head", "0010"])
def test_a_hosts_autogenerate_leaves_our_tables_alone(empty_database, revision):
    host = MetaData()
    Table("customer", host, Column("id", Integer, primary_key=True), Column("name", String, index=True, unique=True))
    host.create_all(empty_database)
    schema.upgrade(empty_database, revision)
    Table("page", host, Column("id", Integer, primary_key=True), Column("owner", ForeignKey("customer.id")))

    assert [(what, table.name) for what, table in proposed(empty_database, host, include_name=schema.not_ours)] == [
        ("add_table", "page")
    ]
    assert len(proposed(empty_database, host)) > 20, "the proof that there is something to leave alone"


def test_references_are_checked_again_after_a_migration(sqlite_engine):
    schema.downgrade(sqlite_engine, revisions()[0])
    schema.upgrade(sqlite_engine)

    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert sqlite_engine.pool.checkedout() == 0


def test_broken_references_of_the_host_are_its_own_affair(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'shared.sqlite'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("CREATE TABLE page (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES page (id))")
        connection.exec_driver_sql("INSERT INTO page VALUES (1, 99)")
        connection.exec_driver_sql("BEGIN")

    schema.upgrade(engine)

    assert schema.standing(engine).is_ready
    engine.dispose()


def test_where_a_database_stands(empty_database):
    newest = revisions()[-1]
    assert schema.standing(empty_database) == schema.Standing(None, newest, tuple(revisions()), False)

    schema.upgrade(empty_database, "0010")
    assert schema.standing(empty_database).pending == tuple(revisions()[10:])
    assert not schema.standing(empty_database).is_ready

    schema.upgrade(empty_database)
    assert schema.standing(empty_database) == schema.Standing(newest, newest, (), False)

    with empty_database.begin() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = 'of tomorrow'"))
    assert schema.standing(empty_database).is_ready, "a newer database serves the older version until it is replaced"


def test_an_unknown_revision_changes_nothing(empty_database):
    with pytest.raises(Exception, match="nonsense"):
        schema.upgrade(empty_database, "nonsense")

    assert tables(empty_database) == set()
