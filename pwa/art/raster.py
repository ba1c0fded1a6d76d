"""Draws the PNG icons from the SVG sources beside this file; needs Chromium and Pillow.

Run it only to change an icon: the PNGs are committed, and no build step calls it.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

ART = Path(__file__).resolve().parent
ICONS = ART.parent / "public" / "icons"
MOST_BYTES = 12 * 1024
SOLID, SOFT = 208, 48  # of the 256 colours a palette holds


class Plate(NamedTuple):
    """One PNG: its source, its side in px, the part of the source it shows and its corners."""

    source: str
    side: int
    view: str = ""
    corner: float = 0
    opaque: bool = False


# The maskable view leaves 17 % on each side: the picture stays within the 66 % any mask keeps.
PLATES = {
    "icon-192": Plate("doorway", 192, "0,0,512,512", 0.225),
    "icon-512": Plate("doorway", 512, "0,0,512,512", 0.225),
    "maskable-512": Plate("doorway", 512, "-66,-66,644,644", opaque=True),
    "apple-touch-180": Plate("doorway", 180, "-14,-14,540,540", opaque=True),
    "monochrome-192": Plate("monochrome", 192),
    "badge-96": Plate("monochrome", 96, "28,28,136,136"),
    "shortcut-hard-96": Plate("shortcut-hard", 96, corner=0.225),
    "shortcut-breathe-96": Plate("shortcut-breathe", 96, corner=0.225),
    "shortcut-checkin-96": Plate("shortcut-checkin", 96, corner=0.225),
}


def page(plate: Plate) -> str:
    """HTML that shows the plate at its true size in the top left corner."""
    view = f"#svgView(viewBox({plate.view}))" if plate.view else ""
    source = (ART / f"{plate.source}.svg").as_uri()
    radius = plate.side * plate.corner
    return (
        "<!doctype html><style>body{margin:0}"
        f"img{{display:block;width:{plate.side}px;height:{plate.side}px;border-radius:{radius}px}}"
        f"</style><img src='{source}{view}'>"
    )


def photograph(html: str, folder: Path) -> Image.Image:
    """What Chromium shows for the HTML, on a transparent ground, at one px per CSS px."""
    sheet, shot = folder / "sheet.html", folder / "shot.png"
    sheet.write_text(html, encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("Chromium was not found.")
    # The window is larger than any plate: Chromium has a smallest width of its own.
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run "
        "--hide-scrollbars --force-device-scale-factor=1 --force-color-profile=srgb "
        "--window-size=800,800 --default-background-color=00000000"
    )
    places = [f"--user-data-dir={folder / 'profile'}", f"--screenshot={shot}", sheet.as_uri()]
    subprocess.run([chromium, *flags.split(), *places], check=True, capture_output=True, timeout=60)
    with Image.open(shot) as image:
        return image.convert("RGBA")


def slim(image: Image.Image, plate: Plate) -> Image.Image:
    """The same picture in one palette: flat art loses nothing one can see."""
    solid = image.convert("RGB").quantize(SOLID, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return solid if plate.opaque else with_soft_edges(solid, image)


def with_soft_edges(solid: Image.Image, image: Image.Image) -> Image.Image:
    """Give what is not wholly opaque colours of its own, or it would coarsen all the others."""
    opaque = image.getchannel("A").point(lambda alpha: 255 * (alpha == 255))
    soft = Image.composite(Image.new("RGBA", image.size), image, opaque)
    soft = soft.quantize(SOFT, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    shifted = numbers(soft).point(lambda number: number + SOLID)
    whole = Image.composite(numbers(solid), shifted, opaque)
    whole.putpalette(colours(solid, SOLID) + colours(soft, SOFT))
    whole.info["transparency"] = b"\xff" * SOLID + bytes(soft.getpalette("RGBA")[3::4])
    return whole


def colours(image: Image.Image, most: int) -> list[int]:
    """The palette of an image, filled up to its full length."""
    palette = image.getpalette()[: 3 * most]
    return palette + [0] * (3 * most - len(palette))


def numbers(image: Image.Image) -> Image.Image:
    """The palette numbers of an image as if they were greys, so that they can be mixed."""
    return Image.frombytes("L", image.size, image.tobytes())


def draw(name: str, plate: Plate) -> None:
    with tempfile.TemporaryDirectory() as folder:
        image = photograph(page(plate), Path(folder)).crop((0, 0, plate.side, plate.side))
    target = ICONS / f"{name}.png"
    (image.convert("RGB") if plate.opaque else image).save(target, optimize=True)
    if target.stat().st_size > MOST_BYTES:
        slim(image, plate).save(target, optimize=True)
    size = target.stat().st_size
    print(f"{target.name:26} {size:6} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"{target.name} is larger than {MOST_BYTES} bytes.")


if __name__ == "__main__":
    for name, plate in PLATES.items():
        draw(name, plate)
