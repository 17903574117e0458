"""Draws the sheet on its standard input as a PDF on its standard output.

A program of its own: the library of fonts behind fpdf2 would stay in the memory of every server
process (36 MB) for letters that are seldom asked for. It knows no settings and no database.
"""

import json
import sys
from datetime import datetime

from fpdf import FPDF
from fpdf.fonts import FontFace

MARGIN, LINE = 25, 6  # mm
INDENT = 28
BEFORE, HAND = 6, 22  # a signature: room above it, and for the hand
SIZE = 11  # points


class Paper(FPDF):
    """A4; a large grey word behind the text, and a line below it."""

    def __init__(self, sheet):
        super().__init__(format="A4")
        self.sheet = sheet
        self.set_margins(MARGIN, 20, MARGIN)
        self.set_auto_page_break(auto=True, margin=22)
        self.set_creation_date(datetime.fromisoformat(sheet["at"]))
        self.set_title(sheet["title"])
        self.set_lang(sheet["language"])

    def header(self):
        word = self.sheet["mark"]
        self.set_font("Helvetica", "B", 96)
        self.set_text_color(236)
        with self.rotation(50, x=self.w / 2, y=self.h / 2):
            self.text((self.w - self.get_string_width(word)) / 2, self.h / 2, word)
        self.set_text_color(0)
        self.set_font("Times", size=SIZE)

    def footer(self):
        self.set_y(-17)
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, f"{self.sheet['foot']} - {self.page_no()}/{{nb}}", align="C")

    def draw_line(self, text, *, style="", size=SIZE, align="C"):
        self.set_font("Times", style, size)
        self.multi_cell(0, LINE, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.set_font("Times", size=SIZE)

    def draw_rule(self):
        self.line(MARGIN, self.get_y() + 2, self.w - MARGIN, self.get_y() + 2)
        self.ln(8)

    def draw_gap(self, height):
        self.ln(height)

    def draw_item(self, label, lines):
        """A label, and beside it one or several lines."""
        self.cell(INDENT, LINE, label)
        self.cell(4, LINE, ":")
        for line in lines:
            self.set_x(MARGIN + INDENT + 4)
            self.multi_cell(0, LINE, line, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(2)

    def draw_table(self, widths, rows):
        head = FontFace(emphasis="BOLD", fill_color=(240, 240, 240))
        look = {"headings_style": head, "line_height": LINE, "text_align": "LEFT"}
        with self.table(col_widths=widths, **look) as table:
            for row in rows:
                table.row(row)
        self.ln(4)

    def draw_signature(self, above, below):
        """On the right, room for a hand between; never parted by a page's end."""
        gaps = BEFORE + HAND
        if self.will_page_break(gaps + sum(self.height_of(line) for line in above + below)):
            self.add_page()
        self.ln(BEFORE)
        for lines, gap in ((above, HAND), (below, 0)):
            for line in lines:
                self.set_x(self.w / 2)
                self.multi_cell(0, LINE, line, align="L", new_x="LMARGIN", new_y="NEXT")
            self.ln(gap)

    def height_of(self, line):
        width = self.w / 2 - MARGIN
        return self.multi_cell(width, LINE, line, dry_run=True, output="HEIGHT")


def main():
    sheet = json.load(sys.stdin)
    paper = Paper(sheet)
    paper.add_page()
    for name, words in sheet["parts"]:
        getattr(paper, f"draw_{name}")(**words)
    sys.stdout.buffer.write(paper.output())


if __name__ == "__main__":
    main()
