"""The administration's desk for what hangs on a Vorhaben: add, describe, order, replace, withdraw."""


from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from ..attachment import actions, pictures
from ..attachment.folder import store as store_of_app
from ..attachment.forms import FORMS, WithdrawForm
from ..attachment.models import Attachment, AttachmentKind
from ..attachment.rules import may_attach, needs_reason
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError, Conflict, NotTaken
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from ..vorhaben.models import Vorhaben
from ..wish.forms import DoneForm
from . import attachment_words, attachments, words
from .administration import bp
from .attachment_words import Shown
from .uploading import Upload, allow_size, limit_in_words, too_large

HOME = "/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/anlagen"
KINDS = {
    "bild": AttachmentKind.PICTURE,
    "dokument": AttachmentKind.DOCUMENT,
    "link": AttachmentKind.LINK,
    "gebaerdensprache": AttachmentKind.SIGN_VIDEO,
}
STEPS = {"hoch": -1, "runter": 1}
UPLOADS = {f"{bp.name}.{name}" for name in ("anlage_neu", "anlage")}

bp.register_error_handler(RequestEntityTooLarge, too_large)


@bp.url_value_preprocessor
def take_files(endpoint, values):
    """Our limit counts before a host's CSRFProtect reads the form."""
    if endpoint in UPLOADS and request.method == "POST":
        allow_size(video=_takes_video(values))


def _takes_video(values):
    """Only whoever may add one can send that much."""
    if not may_attach(current_person()):
        return False
    known = current_session().get(Attachment, values["attachment_id"]) if "attachment_id" in values else None
    return AttachmentKind.SIGN_VIDEO in (known and known.kind, KINDS.get(values.get("kind")))


@bp.route(HOME)
def anlagen(vorhaben_id):
    """Everything that hangs on one Vorhaben."""
    vorhaben = _vorhaben(vorhaben_id)
    return render_template(
        "beteiligung/administration/anlagen.html",
        vorhaben=vorhaben,
        attachments=Shown(current_session(), vorhaben, staff=True),
        attachment_words=attachment_words,
        done=DoneForm(formdata=None),
    )


@bp.route(f"{HOME}/neu/<kind>", methods=["GET", "POST"])
def anlage_neu(vorhaben_id, kind):
    """Add a picture, a document, a link or a video in sign language."""
    kind = KINDS.get(kind) or abort(404)
    vorhaben = _vorhaben(vorhaben_id)
    form = _form(kind, {"lang": "de"})
    if request.method == "GET":
        return _page(vorhaben, kind, form)
    upload = _received(form, kind, vorhaben_id, needed=True)
    if form.errors:
        return _again(vorhaben, kind, form, upload), 400

    def store(session, released):
        alone = session.get(Vorhaben, vorhaben_id, with_for_update=True) or abort(404)
        return actions.add(session, alone, current_person(), kind, form.values(), upload.kept, now=words.now()).id

    return _stored(vorhaben_id, kind, form, upload, store)


@bp.route(f"{HOME}/<int:attachment_id>", methods=["GET", "POST"])
def anlage(vorhaben_id, attachment_id):
    """Change what is said about it, or replace its file."""
    attachment = _attachment(vorhaben_id, attachment_id)
    kind = attachment.kind
    form = _form(kind, {name: getattr(attachment, name) for name in actions.WORDS})
    if request.method == "GET":
        form.seen.data = actions.stamp(attachment)
        return _page(attachment.vorhaben, kind, form, attachment)
    upload = _received(form, kind, vorhaben_id, needed=False)
    if form.errors:
        return _again(attachment.vorhaben, kind, form, upload, attachment), 400

    def store(session, released):
        alone = _alone(session, vorhaben_id, attachment_id)
        seen = form.seen.data
        released += actions.change(
            session, alone, current_person(), form.values(), upload.kept, seen=seen, now=words.now()
        )
        return alone.id

    return _stored(vorhaben_id, kind, form, upload, store, attachment_id)


@bp.route(f"{HOME}/<int:attachment_id>/<direction>", methods=["POST"])
def anlage_ordnen(vorhaben_id, attachment_id, direction):
    """One place up or down."""
    steps = STEPS.get(direction) or abort(404)
    if not DoneForm().validate():
        abort(400)
    with unit_of_work() as session:
        actions.move(session, _alone(session, vorhaben_id, attachment_id), current_person(), steps, now=words.now())
    flash(_("The order is changed."))
    return redirect(url_for(".anlagen", vorhaben_id=vorhaben_id, _anchor=f"a-{attachment_id}"), code=303)


@bp.route(f"{HOME}/<int:attachment_id>/zurueckziehen", methods=["GET", "POST"])
def anlage_zurueckziehen(vorhaben_id, attachment_id):
    """Ask once more, then take it away for good."""
    attachment = _attachment(vorhaben_id, attachment_id)
    form = WithdrawForm()
    if request.method == "GET":
        form.seen.data = actions.stamp(attachment)
    elif form.validate():
        try:
            with store_of_app().undertaking() as released, unit_of_work() as session:
                alone, reason = _alone(session, vorhaben_id, attachment_id), (form.reason.data or "").strip()
                released += actions.withdraw(
                    session, alone, current_person(), reason, seen=form.seen.data, now=words.now()
                )
        except BeteiligungError as error:
            form.reason.errors = [_(error.message) % error.values]
            attachment = _attachment(vorhaben_id, attachment_id)
            form.seen.data = actions.stamp(attachment)
        else:
            flash(_("It is withdrawn."))
            return redirect(url_for(".anlagen", vorhaben_id=vorhaben_id), code=303)
    return render_template(
        "beteiligung/administration/anlage_zurueckziehen.html",
        vorhaben=attachment.vorhaben,
        attachment=attachment,
        form=form,
        attachment_words=attachment_words,
        needs_reason=needs_reason(attachment.vorhaben),
    ), (400 if form.errors else 200)


@bp.route(f"{HOME}/<int:attachment_id>/datei")
def datei(vorhaben_id, attachment_id):
    """A document, also of a draft."""
    return attachments.for_staff(vorhaben_id, attachment_id)


@bp.route(f"{HOME}/<int:attachment_id>/video/<what>")
def video(vorhaben_id, attachment_id, what):
    """A video in sign language or its captions, also of a draft."""
    return attachments.for_staff(vorhaben_id, attachment_id, part=attachments.PARTS.get(what) or abort(404))


@bp.route(f"{HOME}/<int:attachment_id>/bild/<int:width>")
def bild(vorhaben_id, attachment_id, width):
    """A picture, also of a draft."""
    return attachments.for_staff(vorhaben_id, attachment_id, width)


def _form(kind, values):
    form = FORMS[kind].offering(attachment_words.languages(), values, sent=request.method == "POST")
    if kind == AttachmentKind.SIGN_VIDEO:
        form.allow(setting("VIDEO_HOSTS"))
    return form


def _received(form, kind, vorhaben_id, *, needed):
    """Everything that is wrong is said at once: the words, and the file."""
    form.validate()
    upload = Upload(form, kind, vorhaben_id)
    if "file" in form:
        upload.receive(needed=needed and not form.values().get("url"))
    return upload


def _stored(vorhaben_id, kind, form, upload, store, attachment_id=None):
    try:
        with store_of_app().undertaking(upload.written) as released, unit_of_work() as session:
            attachment_id = store(session, released)
    except BeteiligungError as error:
        attachment = _attachment(vorhaben_id, attachment_id) if attachment_id else None
        newest = attachment if isinstance(error, Conflict) else None
        if newest:
            form.seen.data = actions.stamp(newest)
        refused = _(error.message) % error.values
        page = _again(_vorhaben(vorhaben_id), kind, form, upload, attachment, refused=refused, newest=newest)
        return page, error.status
    flash(_("Saved."))
    return redirect(url_for(".anlagen", vorhaben_id=vorhaben_id, _anchor=f"a-{attachment_id}"), code=303)


def _again(vorhaben, kind, form, upload, attachment=None, **extra):
    """The page with what was typed; a file that was fine is not asked for a second time."""
    if "kept" in form:
        upload.remember()
    return _page(vorhaben, kind, form, attachment, upload=upload, **extra)


def _page(vorhaben, kind, form, attachment=None, **extra):
    return render_template(
        "beteiligung/administration/anlage.html",
        vorhaben=vorhaben,
        kind=kind,
        form=form,
        attachment=attachment,
        attachments=Shown(current_session(), vorhaben, staff=True),
        attachment_words=attachment_words,
        limit=limit_in_words(kind),
        picture_limit=limit_in_words(),
        lacking=_lacking(kind),
        **extra,
    )


def _lacking(kind):
    """Why no picture can be taken on this server, said before somebody chooses one."""
    try:
        if kind == AttachmentKind.PICTURE:
            pictures.check_available()
    except NotTaken as error:
        return _(error.message) % error.values
    return None


def _vorhaben(vorhaben_id):
    return current_session().get(Vorhaben, vorhaben_id) or abort(404)


def _attachment(vorhaben_id, attachment_id):
    return _there(current_session().get(Attachment, attachment_id), vorhaben_id)


def _alone(session, vorhaben_id, attachment_id):
    """With its Vorhaben locked: two people change one after the other."""
    session.get(Vorhaben, vorhaben_id, with_for_update=True) or abort(404)
    return _there(session.get(Attachment, attachment_id, populate_existing=True), vorhaben_id)


def _there(attachment, vorhaben_id):
    if attachment is None or attachment.vorhaben_id != vorhaben_id or attachment.withdrawn_at is not None:
        abort(404)
    return attachment
