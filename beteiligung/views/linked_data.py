"""The same facts once more for machines, as schema.org JSON-LD in the head of a page.

A block of data is no script: browsers never run it, and no policy forbids it. Only what everybody reads on the page
stands in it. A Vorhaben is a service of the city where one can take part in it, now or later; else it is only what the
page is about.
"""

from ..beitrag.models import Visibility
from ..mount import setting
from ..text import data
from ..vorhaben.models import OVER
from . import labels, language, naming_words, sharing, words
from .public import bp

SCHEMA = "https://schema.org"
SCHEDULED = f"{SCHEMA}/EventScheduled"
ONLINE = f"{SCHEMA}/OnlineEventAttendanceMode"


@bp.context_processor
def _names():
    """For templates of public pages alone."""
    return {"linked_data": written, "data_of_list": of_list, "data_of": of_vorhaben, "data_of_talk": of_talk}


def written(nodes):
    """The text of the block; nothing that somebody wrote can end it. Without nodes there is none."""
    if not nodes:
        return ""
    return data({"@context": SCHEMA, "@graph": [_told(node) for node in nodes]})


def of_list(search, page, further=()):
    """The Vorhaben that a page of the list shows, in their order."""
    here, shown = sharing.address(search), [*page.items, *further]
    items = [
        {"@type": "ListItem", "position": place, "name": words.told(vorhaben).title, "url": _address(vorhaben)}
        for place, vorhaben in enumerate(shown, page.first or 1)
    ]
    entity = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return [_page(here, sharing.site(), {"@type": "CollectionPage", "mainEntity": entity}), _website(), _city()]


def of_vorhaben(vorhaben, now):
    """One Vorhaben: the page, where it is, and where one can take part the service and its dates."""
    text, here = words.told(vorhaben), sharing.address()
    service = _service(vorhaben, text, here) if _is_offered(vorhaben, now) else None
    about = {
        "description": text.summary,
        "inLanguage": text.lang,
        "datePublished": _moment(vorhaben.published_at),
        "dateModified": _moment(vorhaben.updated_at),
        "discussionUrl": sharing.absolute("beteiligung.gespraech", slug=vorhaben.slug),
        "about": [{"@id": f"{here}#ort-{number}"} for number, _one in enumerate(vorhaben.places, 1)],
        "mainEntity": {"@id": service["@id"]} if service else None,
    }
    image = sharing.image(vorhaben)
    if image:
        size = {"width": image.width, "height": image.height, "caption": image.alt}
        about["primaryImageOfPage"] = {"@type": "ImageObject", "contentUrl": image.url, **size}
    nodes = [_page(here, text.title, {"@type": "WebPage", **about}), service]
    nodes += [_offer(vorhaben, text, here)] if service else []
    nodes += [_place(f"{here}#ort-{number}", place, vorhaben) for number, place in enumerate(vorhaben.places, 1)]
    return [node for node in (*nodes, _website(), _city()) if node]


def of_talk(nodes, vorhaben):
    """Contributions with what answers them. What not everybody can read is not there, nor what answers it."""
    page = sharing.absolute("beteiligung.eines", slug=vorhaben.slug)
    about = {"isPartOf": {"@type": "WebPage", "@id": page, "url": page, "name": words.told(vorhaben).title}}
    return [
        {**_said(node, "DiscussionForumPosting", vorhaben), "headline": _headline(node.beitrag, vorhaben), **about}
        for node in _public(nodes)
    ]


def _headline(beitrag, vorhaben):
    return f"{labels.STANCE[beitrag.stance].word}: {words.told(vorhaben).title}"


def _public(nodes):
    return [node for node in nodes if node.beitrag.visibility == Visibility.PUBLISHED]


def _said(node, kind, vorhaben):
    beitrag = node.beitrag
    return {
        "@type": kind,
        "url": sharing.absolute("beteiligung.beitrag", slug=vorhaben.slug, beitrag_id=beitrag.id),
        "text": beitrag.body,
        "inLanguage": beitrag.lang,
        "datePublished": _moment(beitrag.submitted_at),
        "dateModified": _moment(beitrag.edited_at),
        "author": _author(beitrag),
        "interactionStatistic": _counted(beitrag),
        "commentCount": beitrag.replies,
        "comment": [_said(child, "Comment", vorhaben) for child in _public(node.children)],
    }


def _author(beitrag):
    name = words.author(beitrag.author_name)
    return {"@type": "GovernmentOrganization" if beitrag.is_official else "Person", "name": name}


def _counted(beitrag):
    if not beitrag.supports:
        return None
    liked = f"{SCHEMA}/LikeAction"
    return {"@type": "InteractionCounter", "interactionType": liked, "userInteractionCount": beitrag.supports}


def _page(here, name, more):
    site = {"@id": f"{_home()}#site"}
    return {"@id": here, "url": here, "name": name, "inLanguage": language.current(), "isPartOf": site, **more}


def _website():
    home = _home()
    return {"@type": "WebSite", "@id": f"{home}#site", "url": home, "name": sharing.site(), "publisher": _city_id()}


def _city():
    return {"@type": "GovernmentOrganization", "name": words.city_name(), "areaServed": _whole_city(), **_city_id()}


def _city_id():
    return {"@id": f"{_home()}#stadt"}


def _whole_city():
    return {"@type": "City", "name": setting("CITY")}


def _home():
    return sharing.absolute("beteiligung.liste", lang=language.offered()[0])


def _is_offered(vorhaben, now):
    """Can one take part, or is it known when one will be able to?"""
    ends = vorhaben.open_until
    return bool(vorhaben.open_from and ends and ends > now and vorhaben.status not in OVER)


def _service(vorhaben, text, here):
    channel = {"@type": "ServiceChannel", "serviceUrl": here, "availableLanguage": list(language.offered())}
    return {
        "@type": "GovernmentService",
        "@id": f"{here}#mitmachen",
        "name": text.title,
        "description": text.summary,
        "serviceType": naming_words.topic(vorhaben).name,
        "url": here,
        "provider": _city_id(),
        "areaServed": _areas(vorhaben),
        "availableChannel": channel,
    }


def _offer(vorhaben, text, here):
    """The time in which one can take part, which has a place on the net alone."""
    return {
        "@type": "Event",
        "@id": f"{here}#beteiligung",
        "name": f"{labels.CLOSED.step}: {text.title}",
        "description": text.summary,
        "startDate": _moment(vorhaben.open_from),
        "endDate": _moment(vorhaben.open_until),
        "eventStatus": SCHEDULED,
        "eventAttendanceMode": ONLINE,
        "location": {"@type": "VirtualLocation", "url": here},
        "organizer": _city_id(),
        "about": {"@id": f"{here}#mitmachen"},
        "isAccessibleForFree": True,
    }


def _areas(vorhaben):
    areas = [{"@type": "AdministrativeArea", "name": bezirk.name} for bezirk in vorhaben.bezirke]
    return areas or [_whole_city()]


def _place(name, place, vorhaben):
    point = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    geo = point if place.lat is not None else None
    return {"@type": "Place", "@id": name, "name": place.words, "geo": geo, "containedInPlace": _areas(vorhaben)}


def _address(vorhaben):
    return sharing.absolute("beteiligung.eines", slug=vorhaben.slug)


def _moment(at):
    """With the offset of the city's clock, as people here read it."""
    return words.local(at).isoformat(timespec="seconds") if at else None


def _told(node):
    """A node without what is not known."""
    if isinstance(node, dict):
        return {key: _told(value) for key, value in node.items() if value not in (None, "", [], ())}
    return [_told(part) for part in node] if isinstance(node, list) else node
