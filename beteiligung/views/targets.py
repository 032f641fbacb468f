"""What an address of ours says that somebody wants to follow, and the way back."""

from flask import abort, url_for

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..subscription.models import What
from ..subscription.targets import Target, criteria_of, names_in, search_of
from ..vorhaben import answers, queries
from . import language, naming_words, news_words, whereabouts
from .filtering import Search

RADII = (500, 1000, 2000, 5000)
USUAL = 1000


def asked(args):
    """The target that the arguments name: a Vorhaben, a circle around a place, else a search of the list."""
    session = current_session()
    if "vorhaben" in args:
        vorhaben = queries.by_slug(session, args["vorhaben"].replace("\x00", "")) or abort(404)
        return of_vorhaben(vorhaben)
    bezirke = session.scalars(all_in_order()).all()
    if "umkreis" in args:
        spot = whereabouts.asked(args, bezirke).spot or abort(404)
        return of_circle(spot, radius(args))
    return of_search(Search.from_args(args, bezirke, *answers.menus(session, language.current())))


def radius(args):
    """How many metres around; the usual ones only."""
    return next((radius for radius in RADII if str(radius) == args.get("umkreis")), USUAL)


def of_vorhaben(vorhaben):
    """Everything about one Vorhaben."""
    return Target(What.VORHABEN, vorhaben.id, {"slug": vorhaben.slug}, {"title": vorhaben.title_in("de")})


def of_circle(spot, metres):
    """Everything around a place; what a browser told is rounded already."""
    criteria = {"lat": round(spot.lat, 5), "lon": round(spot.lon, 5), "radius": metres}
    return Target(What.CIRCLE, None, criteria, {"name": spot.name})


def of_search(search):
    """Whatever fits a search of the list, now or later."""
    names = {kind: one.german for kind, one in (("topic", search.topic), ("term", search.term)) if one}
    names["bezirk"] = search.bezirk and search.bezirk.short_name
    names["frame"] = search.frame if search.filters.box else None
    return Target(What.FILTER, None, criteria_of(search.filters), {k: v for k, v in names.items() if v})


def args_of(target):
    """The arguments that name a target, for feeds and for the page on which one follows it."""
    criteria = target.criteria
    if target.what == What.VORHABEN:
        return {"vorhaben": criteria["slug"]}
    if target.what == What.CIRCLE:
        return {"lat": criteria["lat"], "lon": criteria["lon"], "umkreis": criteria["radius"]}
    return Search(search_of(criteria), 1, (), ()).args()


def said(target):
    """What it is, in a few words of the reader's language."""
    names = names_in(target, naming_words.known(), language.current())
    return news_words.followed({"what": target.what, "criteria": target.criteria, "names": names})


def page_of(target):
    """The page that shows the same."""
    args = args_of(target)
    if target.what == What.VORHABEN:
        return url_for("beteiligung.eines", slug=args["vorhaben"])
    return url_for("beteiligung.nahe" if target.what == What.CIRCLE else "beteiligung.liste", **args)
