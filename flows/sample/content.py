"""The sample site's written matter: folders of page files in, outlets with their pages out.

An outlet is one folder under `pages/`: `outlet.yml` (what the site offers), `layout.html` (its skin) and one file a
page: a YAML head between `---` lines, then the body as the newsroom would have typed it. A page that is edited
after publication has a second file, `<name>.edited.html`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pydantic import ValidationError

from extractors.errors import ConfigError
from extractors.settings import Language, Strict, load_yaml

PAGES_PATH = Path(__file__).parent / "pages"


class Head(Strict):
    """What stands above the text in a page file."""

    path: str
    title: str
    published: datetime
    modified: datetime | None = None  # told to machines alone: HTTP header, sitemap, API
    date_text: str
    lang: Language
    lead: str = ""
    author: str = ""
    caption: str = ""
    read_also: tuple[str, ...] = ()
    redirect_from: str | None = None
    encoding: str = "utf-8"
    status: int = 200
    cut_at: int | None = None  # the answer breaks off after so many characters
    needs_js: bool = False


class Ghost(Strict):
    """An entry of the feed whose page is gone."""

    path: str
    title: str
    published: datetime


class Outlet(Strict):
    """What one outlet's site offers besides its pages."""

    name: str
    lang: Language
    port: int
    feed: str | None = None
    sitemap: str | None = None
    news_sitemap: str | None = None
    listing: str | None = None
    wp_json: str | None = None
    json_api: str | None = None
    robots: str | None = None  # None: the site has no robots.txt
    menu: tuple[str, ...] = ()
    sidebar: tuple[str, ...] = ()
    footer: str = ""
    ghosts: tuple[Ghost, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page file."""

    head: Head
    body: str

    @property
    def changed_at(self) -> datetime:
        """When the page took its present form."""
        return self.head.modified or self.head.published


class Site:
    """One outlet with its pages, able to render them for the address it is served at."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.outlet = load_yaml(folder / "outlet.yml", Outlet)
        self._folder = folder
        self._environment = Environment(loader=FileSystemLoader(folder), autoescape=True)

    @cached_property
    def _first(self) -> tuple[Page, ...]:
        files = (file for file in self._folder.glob("[0-9]*.html") if not file.name.endswith(".edited.html"))
        return tuple(sorted(map(read_page, files), key=lambda page: page.head.published, reverse=True))

    @cached_property
    def _edited(self) -> dict[str, Page]:
        return {page.head.path: page for page in map(read_page, self._folder.glob("*.edited.html"))}

    def pages(self, *, is_edited: bool = False) -> tuple[Page, ...]:
        """The pages as first published, or as edited later; newest first."""
        if not is_edited:
            return self._first
        return tuple(self._edited.get(page.head.path, page) for page in self._first)

    def body(self, page: Page, bases: dict[str, str]) -> str:
        """The body alone, as an API hands it out. `bases`: the address of every outlet."""
        return self._environment.from_string(page.body).render(bases=bases)

    def html(self, page: Page, bases: dict[str, str]) -> str:
        """The whole page."""
        template = self._environment.get_template("layout.html")
        body = Markup(self.body(page, bases))  # noqa: S704 - our own page files
        base = bases[self.name]
        text = template.render(page=page.head, body=body, outlet=self.outlet, base=base, url=base + page.head.path)
        return text[: page.head.cut_at]

    def listing(self, pages: tuple[Page, ...], bases: dict[str, str]) -> str:
        """One page of the listing."""
        template = self._environment.get_template("listing.html")
        return template.render(pages=[page.head for page in pages], outlet=self.outlet, base=bases[self.name])


def read_page(file: Path) -> Page:
    """Read one page file; a wrong head is a `ConfigError` naming the file."""
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    try:
        return Page(head=Head.model_validate(yaml.safe_load(head)), body=body)
    except (ValidationError, yaml.YAMLError) as error:
        raise ConfigError(f"{file}: {error}") from error


def read_sites(folder: Path = PAGES_PATH) -> dict[str, Site]:
    """Every outlet of the sample, by name."""
    return {path.name: Site(path) for path in sorted(folder.iterdir()) if (path / "outlet.yml").exists()}
