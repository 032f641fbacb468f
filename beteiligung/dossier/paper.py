"""HTML of ours as a tagged PDF (PDF/UA-1). Nothing is fetched for it, neither from the net nor from this machine."""

from ..errors import N_
from .errors import NotMade

LACKING = N_("PDF files cannot be made on this server. It needs beteiligung[pdf] and the library Pango.")


def write_pdf(file, html, css):
    """Write a page with its style sheet as PDF/UA."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # the package is there, but not the library that it calls
        raise NotMade(LACKING) from error

    class Nothing(URLFetcher):
        """Our papers hold no pictures: whatever asks for something was smuggled in, and is left out."""

        def fetch(self, url, headers=None):
            raise ValueError("a paper fetches nothing")

    fetcher = Nothing()
    style = CSS(string=css, url_fetcher=fetcher)
    page = HTML(string=html, url_fetcher=fetcher, media_type="print")
    page.write_pdf(file, stylesheets=[style], pdf_variant="pdf/ua-1")
