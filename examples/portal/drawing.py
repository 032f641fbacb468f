"""Plans for the demonstration, drawn when it is filled: no picture lies in the repository."""

from io import BytesIO
from math import cos, pi, sin

WIDTH, HEIGHT = 1600, 900
FINE = 2
"""Drawn larger and made smaller, so that edges are smooth."""
GRASS, WATER, LEAVES, TRUNK = "#cfe0c3", "#8fc1d4", "#5d8f5a", "#7a5c3e"
PAVED, ROAD, GRAVEL, WALL, LINE, BIKE, CAR = "#dcd7cd", "#8a8d8f", "#e8dcc0", "#c9a78b", "#f7f6f2", "#b4583f", "#4a5b66"


class Sheet:
    """A drawing on a ground of one colour; measures are those of the finished picture."""

    def __init__(self, ground):
        from PIL import Image, ImageDraw

        self._image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self._pen = ImageDraw.Draw(self._image)

    def box(self, x, y, width, height, colour, round_by=0):
        self._pen.rounded_rectangle(_fine(x, y, x + width, y + height), round_by * FINE, colour)

    def circle(self, x, y, radius, colour):
        self.oval(x, y, radius, radius, colour)

    def oval(self, x, y, wide, high, colour):
        self._pen.ellipse(_fine(x - wide, y - high, x + wide, y + high), colour)

    def shape(self, points, colour):
        self._pen.polygon(_fine(*(number for point in points for number in point)), colour)

    def way(self, points, thick, colour):
        self._pen.line(_fine(*(number for point in points for number in point)), colour, thick * FINE, "curve")
        for x, y in (points[0], points[-1]):
            self.circle(x, y, thick / 2, colour)

    def tree(self, x, y, size=55):
        """From above."""
        self.circle(x + 8, y + 10, size, "#b4cbaa")
        self.circle(x, y, size, LEAVES)
        self.circle(x - size / 4, y - size / 4, size / 2, "#77a672")

    def standing_tree(self, x, ground, height=330):
        """From the side."""
        self.box(x - 10, ground - height / 2, 20, height / 2, TRUNK)
        self.oval(x, ground - height * 0.65, height * 0.28, height * 0.35, LEAVES)

    def png(self):
        """The finished picture."""
        out = BytesIO()
        self._image.resize((WIDTH, HEIGHT), reducing_gap=2.0).save(out, "PNG")
        return out.getvalue()


def pond(long):
    """A meadow south of the rails with a pond, four old trees and a path."""
    sheet = Sheet(GRASS)
    sheet.box(0, 40, WIDTH, 90, "#b9b2a6")
    for x in range(0, WIDTH, 45):
        sheet.box(x, 48, 14, 74, "#7f7568")
    for y in (66, 98):
        sheet.box(0, y, WIDTH, 7, "#4c4a46")
    if long:
        ring = [_bend(step * pi / 60) for step in range(120)]
        sheet.way([(90, 760), (420, 780), (800, 800), (1200, 760), (1520, 700)], 34, GRAVEL)
        sheet.shape(ring, WATER)
    else:
        sheet.oval(800, 500, 350, 270, GRAVEL)
        sheet.oval(800, 500, 310, 230, WATER)
        sheet.way([(60, 820), (330, 700), (520, 610)], 34, GRAVEL)
        sheet.way([(1080, 610), (1300, 720), (1540, 800)], 34, GRAVEL)
    for x, y in ((190, 300), (330, 420), (1290, 300), (1440, 430)):
        sheet.tree(x, y, 75)
    for x in (640, 960):
        sheet.box(x - 45, 835, 90, 22, TRUNK, 6)
    return sheet.png()


def _bend(turn):
    """A point on the shore of the long pond."""
    return 810 + 400 * cos(turn), 520 + (150 + 55 * sin(5 * turn)) * sin(turn)


def street(behind_kerb):
    """A street from the side: rails in the middle; the bicycles on the road, or behind the kerb."""
    sheet, ground = Sheet("#eef3f4"), 700
    sheet.box(0, ground, WIDTH, 200, "#b7ada0")
    sheet.box(0, 120, 130, ground - 120, WALL)
    sheet.box(WIDTH - 130, 180, 130, ground - 180, WALL)
    for y in range(180, 640, 130):
        sheet.box(40, y, 50, 75, "#eef3f4")
        sheet.box(WIDTH - 90, y + 40, 50, 75, "#eef3f4")
    sheet.box(130, ground - 24, WIDTH - 260, 24, PAVED)
    left, right = (470, 1130) if behind_kerb else (330, 1270)
    sheet.box(left, ground - 10, right - left, 20, ROAD)
    for x in (left - 130, right + 10) if behind_kerb else (left + 5, right - 125):
        sheet.box(x, ground - (28 if behind_kerb else 14), 120, 12, BIKE)
        _bicycle(sheet, x + 60, ground - (28 if behind_kerb else 14))
    for x in (700, 780, 840, 920):
        sheet.box(x - 6, ground - 14, 12, 14, "#4c4a46")
    sheet.box(675, 430, 130, 250, "#c9ced1", 18)
    sheet.box(690, 455, 100, 90, "#5f7883", 8)
    sheet.box(left + 160, 585, 130, 90, CAR, 30)
    sheet.standing_tree(250, ground - 24)
    sheet.standing_tree(WIDTH - 240, ground - 24)
    return sheet.png()


def schoolyard():
    """A school building, meadow, trees and gravel paths where asphalt was."""
    sheet = Sheet(PAVED)
    sheet.box(160, 60, 1280, 190, WALL)
    sheet.box(160, 135, 1280, 10, "#a98668")
    sheet.box(180, 330, 620, 480, GRASS, 60)
    sheet.box(900, 330, 540, 300, GRASS, 60)
    sheet.way([(180, 560), (420, 540), (620, 650), (830, 560), (1000, 480), (1440, 500)], 46, GRAVEL)
    sheet.circle(1170, 740, 95, "#e9dfb9")
    for x, y in ((270, 420), (480, 420), (700, 430), (300, 720), (620, 750), (990, 400), (1350, 400), (1300, 590)):
        sheet.tree(x, y)
    return sheet.png()


def roundabout():
    """A small roundabout with planted middle and a zebra crossing on each arm."""
    sheet, x, y = Sheet(GRASS), WIDTH // 2, HEIGHT // 2
    for thick, colour in ((230, PAVED), (150, ROAD)):
        sheet.box(0, y - thick / 2, WIDTH, thick, colour)
        sheet.box(x - thick / 2, 0, thick, HEIGHT, colour)
    for radius, colour in ((300, PAVED), (255, ROAD), (120, PAVED), (100, GRASS)):
        sheet.circle(x, y, radius, colour)
    for stripe in range(-60, 61, 30):
        for side in (-1, 1):
            sheet.box(x + side * 370 - 35, y + stripe - 8, 70, 16, LINE)
            sheet.box(x + stripe - 8, y + side * 370 - 35, 16, 70, LINE)
    for turn in range(5):
        sheet.tree(x + 55 * cos(turn * 0.4 * pi), y + 55 * sin(turn * 0.4 * pi), 30)
    for tree in ((180, 160), (420, 130), (1180, 150), (1430, 170), (200, 740), (1400, 750), (1160, 770)):
        sheet.tree(*tree)
    return sheet.png()


def _bicycle(sheet, x, ground):
    for wheel in (x - 38, x + 38):
        sheet.circle(wheel, ground - 30, 30, "#333a3d")
        sheet.circle(wheel, ground - 30, 24, "#eef3f4")
    frame = [(x - 38, ground - 30), (x - 12, ground - 78), (x + 26, ground - 78), (x + 38, ground - 30)]
    sheet.way(frame, 7, "#333a3d")
    sheet.circle(x - 2, ground - 168, 20, "#8d6a52")
    sheet.way([(x - 12, ground - 82), (x - 4, ground - 140), (x + 24, ground - 100)], 22, "#5b7f95")


def _fine(*numbers):
    return [number * FINE for number in numbers]
