"""How a letter looks. Mail programs know no style sheets, so here, and only here, styles stand at the elements.

Text first: no picture, no colour that a dark mail program could turn against the reader.
"""

letter = (
    "max-width:37.5rem;margin:0 auto;padding:1.5rem 1.25rem;overflow-wrap:anywhere;"
    "font:1.125rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
)
heading = "margin:2rem 0 .5rem;font-size:1.25rem;line-height:1.3"
quote = "margin:1rem 0;padding-inline-start:1rem;border-inline-start:.375rem solid #0b5561"
rows = "margin:1rem 0;padding-inline-start:1.25rem"
button = (
    "display:inline-block;padding:.75rem 1.25rem;border-radius:.5rem;background:#0b4f5c;color:#fff;"
    "font-weight:650;text-decoration:none"
)
foot = "margin-top:2rem;padding-top:1rem;border-top:1px solid #8a8a8a;font-size:1rem"
