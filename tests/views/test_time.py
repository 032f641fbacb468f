"""The chart of time: what it shows, in which part of the calendar, and that its words say the same."""

import re
from datetime import timedelta

import pytest
from babel.dates import format_date

from beteiligung.vorhaben.models import Precision, Publication, Status, StatusChange, VorhabenText
from beteiligung.vorhaben.when import When

from .. import records
from ..databases import counted
from ..pages import Page

TIME = "/beteiligung/de/zeit"
TODAY = records.day()
NEXT_YEAR = TODAY.year + 1


def planned(slug="plan", title="Ein Plan", *, start=None, end=None, first=None, **changes):
    for name, text in (("start", start), ("end", end)):
        if text:
            changes[f"{name}_on"], changes[f"{name}_precision"] = When.parse(str(text))
    if first:
        changes["end_first"], changes["end_first_precision"] = When.parse(str(first))
    return records.vorhaben(slug, title, **{"status": Status.PREPARATION, **changes})


@pytest.fixture
def stored(session, bezirke):
    def store(*vorhaben):
        session.add_all(vorhaben)
        session.commit()

    return store


def cells(page):
    """For each row of the chart, the number of columns that its cells span."""
    chart = page.text.split('class="bt-time')[1].split("</table>")[0]
    rows = [row for row in re.findall(r"<tr>(.*?)</tr>", chart, re.DOTALL) if "<td" in row]
    return [sum(int(n) for n in re.findall(r'<td colspan="(\d+)"', row)) for row in rows]


def kinds(page):
    return [a["class"].split()[1] for a in Page(page.text).all("div") if a.get("class", "").startswith("bt-t ")]


def test_each_row_is_as_wide_as_the_chart(client, stored):
    stored(
        planned("a", end=NEXT_YEAR), planned("b", start=NEXT_YEAR), planned("c", open_for=5), planned("d", end="2999")
    )

    assert cells(client.get(TIME)) == [27] * 4
    assert cells(client.get(f"{TIME}?schritt=jahr")) == [24] * 4


def test_bars_carry_words(client, stored):
    history = [
        StatusChange(status=status, on=TODAY - timedelta(days=days), reason="x", author_name="")
        for status, days in ((Status.ANNOUNCED, 80), (Status.PREPARATION, 10))
    ]
    stored(planned(start=f"{NEXT_YEAR}-03", end=f"{NEXT_YEAR + 9}", history=history))
    page = client.get(TIME)

    assert kinds(page) == ["bt-t--ansage", "bt-t--plan", "bt-t--bau"]
    assert f"Umsetzung, bis {NEXT_YEAR + 9}" in Page(page.text).text
    assert "is-on" in page.text


def test_open_participation_is_the_only_lamp(client, stored):
    stored(planned("offen", open_for=5), planned("vorbei", open_for=-5, status=Status.PARTICIPATION))
    found = kinds(client.get(TIME))

    assert found.count("bt-t--open") == 1
    assert found.count("bt-t--talk") == 1


def test_todays_line_lies_in_todays_column(client, stored):
    stored(planned(end=NEXT_YEAR))
    page = client.get(TIME)
    line = re.search(r'class="is-now">.*?<path class="is-halo" d="M([\d.]+) 0V10"', page.text, re.DOTALL)

    first = TODAY.replace(month=(TODAY.month - 1) // 3 * 3 + 1, day=1)
    assert float(line[1]) == pytest.approx(100 * (TODAY - first).days / 91, abs=2)
    assert "style=" not in page.text


def test_elsewhere_there_is_no_line(client, stored):
    stored(planned(end="2999"))

    page = client.get(f"{TIME}?ab={NEXT_YEAR + 5}-Q1")
    assert "bt-today" not in page.text
    assert "Die rote Linie" not in page.text
    assert client.get(TIME).text.count("bt-today") == 1


def test_earlier_later_and_back(client, stored):
    stored(planned(end="2999"))
    links = {
        a["href"] for a in Page(client.get(f"{TIME}?ab=2030-Q1&bezirk=1&stand=alle").text).all("a", class_="bt-act")
    }

    assert {f"{TIME}?ab=2029-Q1&bezirk=1&stand=alle", f"{TIME}?ab=2031-Q1&bezirk=1&stand=alle"} <= {
        sorted_args(link) for link in links
    }
    assert f"{TIME}?bezirk=1&stand=alle" in {sorted_args(link) for link in links}


def sorted_args(address):
    path, _, query = address.partition("?")
    return f"{path}?{'&'.join(sorted(query.split('&')))}" if query else path


@pytest.mark.parametrize("ab", ["gestern", "2026-Q9", "0000", "99999999", "%00", "-1", "<script>", "2026-Q1&ab=x"])
@pytest.mark.parametrize("schritt", ["", "jahr", "x"])
def test_no_address_breaks_it(client, stored, ab, schritt):
    stored(planned(end=NEXT_YEAR))

    assert client.get(f"{TIME}?ab={ab}&schritt={schritt}&seite=9999999999999").status_code == 200


@pytest.mark.parametrize(
    ("end", "shown"),
    [("0", True), ("0-Q3", True), ("0-07-01", True), ("0-06-30", False), ("0-Q2", False), ("-1", False)],
)
def test_what_ends_before_the_window_is_not_in_it(client, stored, end, shown):
    year = TODAY.year + 3
    end = str(year - 1) if end == "-1" else end.replace("0", str(year), 1)
    stored(planned(end=end, status=Status.UNDERWAY), planned("immer", "Immer", end="2999"))

    page = Page(client.get(f"{TIME}?ab={year}-Q3").text).text
    assert ("Ein Plan" in page) is shown
    assert ("1 weiteres liegt außerhalb" in page) is not shown


def test_what_begins_after_a_window_of_the_past_is_not_in_it(client, stored):
    begun = StatusChange(status=Status.ANNOUNCED, on=TODAY - timedelta(days=30), reason="x", author_name="")
    stored(planned(end="2999", history=[begun]), planned("alt", "Alt", end="2999"))

    page = Page(client.get(f"{TIME}?ab=2023-Q1").text).text  # the records' own history begins in February 2025
    assert "Ein Plan" not in page
    assert "Alt" in page


def test_what_has_no_date_stands_apart_with_its_number(client, stored):
    stored(planned("mit", "Mit Termin", end=NEXT_YEAR), *(planned(f"ohne-{n}", f"Ohne {n}") for n in range(8)))
    page = Page(client.get(TIME).text).text
    apart = Page(client.get(f"{TIME}/ohne-termin").text).text

    assert "8 Vorhaben haben noch keine Zeitangabe" in page
    assert "Alle 8 ohne Termin zeigen" in page
    assert page.count("Ohne ") < apart.count("Ohne ")
    assert "Mit Termin" not in apart


def test_the_table_in_words_says_what_the_chart_shows(client, stored):
    day = TODAY - timedelta(days=2)
    decided = format_date(day, "long", locale="de")
    stored(
        planned(
            start="2027-Q2",
            end="2028-03",
            first="2027-12",
            open_for=9,
            history=[StatusChange(status=Status.DECIDED, on=day, reason="x", author_name="")],
            status=Status.DECIDED,
        )
    )
    page = Page(client.get(TIME).text)
    words = page.text.split("Dasselbe als Tabelle")[1]

    for said in ("2. Quartal 2027", "März 2028, zuerst geplant: Dezember 2027", "(jetzt offen)", decided):
        assert said in words
    assert "3 Monate später" in page.text
    [marks] = page.all("svg", class_="bt-marks")
    assert f"Beschluss am {decided}" in marks["aria-label"]
    assert "Mitmachen endet am" in marks["aria-label"]


def test_filters_are_those_of_the_list_and_stay(client, stored, bezirke):
    stored(planned("a", "Im Bezirk", end=NEXT_YEAR, bezirke=bezirke[:1]), planned("b", "Anderswo", end=NEXT_YEAR))
    page = client.get(f"{TIME}?bezirk=1&mitmachen=0&thema=mobilitaet")
    links = {a["href"] for a in Page(page.text).all("a")}

    assert "Im Bezirk" in page.text
    assert "Anderswo" not in page.text
    assert "/beteiligung/de/vorhaben?bezirk=1&thema=mobilitaet" in links
    assert f"{TIME}?bezirk=1&thema=mobilitaet" in {
        a["href"] for a in Page(client.get("/beteiligung/de/vorhaben?bezirk=1&thema=mobilitaet").text).all("a")
    }
    assert f"{TIME}?bezirk=1&thema=mobilitaet&mitmachen=1" in links


def test_a_search_for_words_works_and_can_be_taken_back(client, stored):
    stored(planned("a", "Radweg", end=NEXT_YEAR), planned("b", "Teich", end=NEXT_YEAR))
    page = client.get(f"{TIME}?q=Radweg")

    assert "Teich" not in page.text
    assert TIME in {a["href"] for a in Page(page.text).all("a", class_="bt-act")}


def test_pages(make_app, session, stored):
    stored(*(planned(f"v{n}", f"Plan {n:02}", end=NEXT_YEAR) for n in range(7)))
    client = make_app(BETEILIGUNG_PAGE_SIZE=3).test_client()

    seen = [set(re.findall(r"Plan \d\d", client.get(f"{TIME}?seite={n}").text)) for n in (1, 2, 3)]
    assert [len(titles) for titles in seen] == [3, 3, 1]
    assert len(set().union(*seen)) == 7


def test_what_is_not_published_shows_nowhere(client, session, hidden_away):
    for record in hidden_away:
        record.end_on, record.end_precision = TODAY, Precision.DAY
    session.commit()

    for address in (
        TIME,
        f"{TIME}?stand=alle",
        f"{TIME}?q=geheim",
        f"{TIME}/ohne-termin?stand=alle",
        f"{TIME}?schritt=jahr",
    ):
        text = (
            client.get(address).text.lower().replace("q=geheim", "").replace("q%3dgeheim", "").replace("„geheim“", "")
        )
        text = text.replace('value="geheim"', "")
        assert "geheim" not in text, address
        assert "3 vorhaben" not in text


def test_a_title_like_a_tag_stays_text(client, stored):
    stored(planned("xss", '"><script>alert(1)</script>', end=NEXT_YEAR), planned("ohne", "<img src=x onerror=a()>"))

    assert list(Page(client.get(f"{TIME}?q=%22%3E%3Cscript%3E").text).live()) == []
    assert list(Page(client.get(TIME).text).live()) == []


def test_it_reads_from_right_to_left_too(make_app, stored):
    stored(planned(end=NEXT_YEAR))
    page = make_app(BETEILIGUNG_LOCALES=("de", "ar")).test_client().get("/beteiligung/ar/zeit")

    assert 'dir="rtl"' in page.text
    assert cells(page) == [27]


@pytest.mark.parametrize("address", [TIME, f"{TIME}?schritt=jahr&bezirk=1", f"{TIME}/ohne-termin", f"{TIME}?q=Plan"])
def test_the_number_of_queries_does_not_grow(engine, make_app, stored, bezirke, address):
    client, there, counts = make_app(BETEILIGUNG_PAGE_SIZE=500).test_client(), 0, []
    for many in (1, 30, 300):
        stored(*(_with_all(f"{kind}{n}", bezirke, kind) for n in range(there, many) for kind in ("mit", "ohne")))
        there = many
        client.get(address)
        with counted(engine) as statements:
            assert client.get(address).status_code == 200
        counts.append(len(statements))

    assert max(counts) == counts[0] < 25


def _with_all(slug, bezirke, kind):
    times = {"start": f"{NEXT_YEAR}-Q1", "end": f"{NEXT_YEAR + 1}"} if kind == "mit" else {}
    made = planned(slug, f"Plan {slug}", bezirke=bezirke[:1], **times)
    made.texts.append(VorhabenText(lang="en", title="Plan", summary="x"))
    made.history.append(StatusChange(status=Status.DECIDED, on=records.NOW.date(), reason="x", author_name=""))
    return made


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_nor_do_they_count(client, stored, publication):
    stored(planned("da", "Da", end=NEXT_YEAR), planned("nicht", "Nicht", end=NEXT_YEAR, publication=publication))

    assert "<b>1 Vorhaben</b>" in client.get(TIME).text
