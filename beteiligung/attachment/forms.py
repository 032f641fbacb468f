from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from ..forms import Form
from ..i18n import lazy_gettext as _
from .links import LONGEST, is_address, leads_to
from .models import AttachmentKind


class AttachmentForm(Form):
    """What is said about anything that hangs on a Vorhaben. ``seen`` is the stamp of what was on the screen."""

    seen = HiddenField()
    title = StringField(
        _("Title"),
        description=_("What is it? For instance: Plan of the square, draft B"),
        validators=[InputRequired(_("Please give a title.")), Length(max=160)],
    )
    lang = SelectField(_("Language"))
    description = TextAreaField(_("More about it"), validators=[Length(max=600)])
    source = StringField(
        _("Who made it?"), description=_("Person or office, as it shall be named."), validators=[Length(max=160)]
    )
    licence = StringField(
        _("Licence"), description=_("For instance: CC BY 4.0. Empty where there is none."), validators=[Length(max=80)]
    )

    @classmethod
    def offering(cls, languages, values=None, *, sent):
        """The form with these languages (tag and name), as it was sent or filled with ``values``."""
        form = cls() if sent else cls(formdata=None, data=values)
        form.lang.choices = languages
        return form

    def values(self):
        """What was written, as the actions take it."""
        names = ("title", "lang", "description", "alt", "source", "licence", "url")
        return {name: (self[name].data or "").strip() for name in names if name in self}

    def validate_title(self, field):
        """Blanks are no title."""
        if not field.data.strip():
            raise ValidationError(_("Please give a title."))


class UploadForm(AttachmentForm):
    """With a file. ``kept`` names one that was sent before, so that nobody has to send it twice."""

    kept = HiddenField()


class PictureForm(UploadForm):
    """A picture needs words for whoever does not see it."""

    file = FileField(_("Picture"), description=_("JPEG, PNG, WebP or GIF, not moving."))
    alt = TextAreaField(
        _("What does the picture show?"),
        description=_("For people who do not see it. One or two sentences: what matters in it?"),
        validators=[InputRequired(_("Please say in words what the picture shows.")), Length(max=500)],
    )

    def validate_alt(self, field):
        """Blanks and names of files tell nobody anything."""
        if not field.data.strip():
            raise ValidationError(_("Please say in words what the picture shows."))


class DocumentForm(UploadForm):
    """A document; its language stands beside it in public."""

    file = FileField(_("Document"), description=_("PDF, ODT, DOCX, ODS, XLSX or CSV."))


class LinkForm(AttachmentForm):
    """An address elsewhere."""

    url = StringField(
        _("Address"),
        description=_("It begins with https:// or http://"),
        validators=[InputRequired(_("Please give an address.")), Length(max=LONGEST)],
    )

    def validate_url(self, field):
        """Only what a browser opens as a page, and people can read."""
        field.data = field.data.strip()
        if not is_address(field.data):
            raise ValidationError(_("This is no address of a web page, such as https://www.bochum.de/"))


class SignVideoForm(UploadForm):
    """A video in sign language: a file with captions, or an address at a host that the city trusts."""

    file = FileField(_("Video"), description=_("MP4 (H.264 or AV1) or WebM."))
    captions = FileField(_("Captions"), description=_("WebVTT (.vtt), in the language that you choose below."))
    poster = FileField(_("Still picture"), description=_("It stands there before somebody starts the video."))
    url = StringField(_("Address"), validators=[Length(max=LONGEST)])
    hosts = ()

    def allow(self, hosts):
        """Take addresses at these hosts; without any, the field is gone."""
        self.hosts = hosts
        if hosts:
            self.url.description = _("Instead of a file. Possible hosts: %(hosts)s", hosts=", ".join(hosts))
        else:
            del self.url

    def validate_url(self, field):
        """An address that staff of the city may link to as a video."""
        field.data = (field.data or "").strip()
        if field.data and not leads_to(field.data, self.hosts):
            raise ValidationError(
                _("This address does not lead to one of these hosts: %(hosts)s", hosts=", ".join(self.hosts))
            )


class WithdrawForm(Form):
    """Take something away, and say why."""

    seen = HiddenField()
    reason = TextAreaField(
        _("Why is it withdrawn?"),
        description=_("This sentence stands in the public history."),
        validators=[Length(max=500)],
    )


FORMS = {
    AttachmentKind.PICTURE: PictureForm,
    AttachmentKind.DOCUMENT: DocumentForm,
    AttachmentKind.LINK: LinkForm,
    AttachmentKind.SIGN_VIDEO: SignVideoForm,
}
