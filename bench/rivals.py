"""Sets a table with another library, and says what that took. Runs with the Python of `build/bench-venv`.

    python bench/rivals.py typst|fpdf2|weasyprint CONTENT.json FONTS OUT.pdf

The content is the table of incidents of a briefing as plain text, one font, a header row that repeats, and a
line at top and bottom of each page with its number: less than our own pages hold.
"""

from __future__ import annotations

import html
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def typst(content: dict[str, Any], fonts: Path, out: Path) -> None:
    """Typst through its Python package; tagged, as it does by default."""
    import typst as library

    source = out.with_suffix(".typ")
    data = out.with_suffix(".json")
    data.write_text(json.dumps(content), encoding="utf-8")
    source.write_text(
        f'#let content = json("{data.name}")\n'
        + """
#set document(title: content.title)
#set page(paper: "a4", margin: (x: 18mm, top: 23mm, bottom: 27mm), header: [#content.marking],
  footer: context [#content.title #h(1fr) page #counter(page).display("1 of 1", both: true)])
#set text(font: "Open Sans", size: 8pt, lang: "en", hyphenate: false)
#set par(leading: 0.4em)
= #content.title
#table(
  columns: content.widths.map(width => width * 1fr),
  align: (x, y) => if x == 4 { right } else { left },
  stroke: (x, y) => (bottom: 0.25pt + gray),
  inset: (x: 2pt, y: 2.6pt),
  table.header(..content.head.map(text => strong(text))),
  ..content.rows.map(row => (
    table.cell(rowspan: 2, breakable: false)[#row.cells.at(0)],
    ..row.cells.slice(1).map(text => [#text]),
    table.cell(colspan: 6)[#row.note],
  )).flatten(),
)
""",
        encoding="utf-8",
    )
    library.compile(str(source), output=str(out), font_paths=[str(fonts)], ignore_system_fonts=True)


def fpdf2(content: dict[str, Any], fonts: Path, out: Path) -> None:
    """fpdf2, untagged: it has no structure of its own."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    class Sheet(FPDF):  # type: ignore[misc]  # a library without types
        def header(self) -> None:
            self.set_font("Open", size=8)
            self.cell(0, 10, content["marking"], new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-40)
            self.cell(0, 10, f"{content['title']} page {self.page_no()} of {{nb}}")

    pdf = Sheet(unit="pt", format="A4")
    pdf.set_margins(51, 51)
    pdf.set_auto_page_break(True, 76)
    pdf.add_font("Open", fname=str(fonts / "OpenSans-Regular.ttf"))
    pdf.add_font("Open", style="B", fname=str(fonts / "OpenSans-SemiBold.ttf"))
    pdf.add_page()
    pdf.set_font("Open", size=8)
    with pdf.table(
        col_widths=tuple(content["widths"]),
        line_height=10.2,
        borders_layout="HORIZONTAL_LINES",
        text_align=("LEFT",) * 4 + ("RIGHT",) + ("LEFT",) * 2,
        headings_style=FontFace(emphasis="BOLD"),
    ) as table:
        row = table.row()
        for text in content["head"]:
            row.cell(text)
        for each in content["rows"]:
            row = table.row()
            row.cell(each["cells"][0], rowspan=2)
            for text in each["cells"][1:]:
                row.cell(text)
            row = table.row()
            row.cell(each["note"], colspan=6)
    pdf.output(str(out))


def weasyprint(content: dict[str, Any], fonts: Path, out: Path) -> None:
    """WeasyPrint, from HTML."""
    from weasyprint import HTML

    def cells(texts: list[str], tag: str = "td") -> str:
        return "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts)

    rows = "".join(
        f"<tr><td rowspan=2>{html.escape(row['cells'][0])}</td>{cells(row['cells'][1:])}</tr>"
        f"<tr><td colspan=6>{html.escape(row['note'])}</td></tr>"
        for row in content["rows"]
    )
    columns = "".join(f"<col style='width:{width}pt'>" for width in content["widths"])
    page = f"""<!doctype html><html lang=en><title>{html.escape(content["title"])}</title><style>
@font-face {{ font-family: Open; src: url({(fonts / "OpenSans-Regular.ttf").as_uri()}) }}
@page {{ size: A4; margin: 23mm 18mm 27mm; @top-left {{ content: "{content["marking"]}" }}
  @bottom-right {{ content: "page " counter(page) " of " counter(pages) }} }}
body {{ font: 8pt/10.2pt Open }} table {{ table-layout: fixed; width: 100%; border-collapse: collapse }}
td, th {{ vertical-align: top; text-align: left; white-space: pre-line; padding: 2.6pt 3pt;
  border-bottom: .25pt solid gray; overflow-wrap: anywhere }} td:nth-child(5) {{ text-align: right }}
</style><h1>{html.escape(content["title"])}</h1><table><colgroup>{columns}</colgroup>
<thead><tr>{cells(content["head"], "th")}</tr></thead>{rows}</table></html>"""
    HTML(string=page).write_pdf(str(out))


RIVALS: dict[str, Callable[[dict[str, Any], Path, Path], None]] = {
    "typst": typst,
    "fpdf2": fpdf2,
    "weasyprint": weasyprint,
}


def main(name: str, content: str, fonts: str, out: str) -> int:
    """Import first, then the clock: a start is not what is compared."""
    __import__({"fpdf2": "fpdf"}.get(name, name))
    given = json.loads(Path(content).read_text(encoding="utf-8"))
    start = time.perf_counter()
    RIVALS[name](given, Path(fonts), Path(out))
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "peak_mb": peak}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
