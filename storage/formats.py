"""What is known of other makers' tables: their headings, and what each of their columns says.

Adding a maker means adding a `Format` here. A desk's own spreadsheet is read by `SYNONYMS`, in English and
Ukrainian; whatever is missing there can be said with an explicit mapping.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import N_

FIELDS = {
    "id": N_("the maker's own number of the row, which recognises it when it comes again"),
    "occurred": N_("when it happened: a day, or a day and a time"),
    "time": N_("the time of day, where it stands in a column of its own"),
    "until": N_("when it ended, or the latest it can have happened"),
    "zone": N_("the time zone of the row"),
    "time_precision": N_("1 the day, 2 the week, 3 the month (ACLED)"),
    "reported": N_("when it was reported to the desk"),
    "kind": N_("the kind of incident; of several columns the first that is filled counts"),
    "place": N_("the place name; of several columns the first that is filled counts"),
    "observer": N_("the observer's position, for a place such as “2–3 km SE”"),
    "country": N_("the country, named with the place unless it is Ukraine"),
    "oblast": N_("the oblast"),
    "latitude": N_("latitude in degrees, WGS-84"),
    "longitude": N_("longitude in degrees, WGS-84"),
    "position": N_("latitude and longitude in one column, or MGRS"),
    "radius": N_("radius of the position in metres"),
    "place_precision": N_("a precision code of ACLED or UCDP"),
    "means": N_("how it was observed"),
    "quantity": N_("how many"),
    "unit": N_("of what"),
    "sector": N_("the desk's own sector"),
    "weapon": N_("the weapon"),
    "party": N_("the party it is alleged of"),
    "sides": N_("the parties, where none is said to have begun"),
    "title": N_("a short description"),
    "description": N_("what happened"),
    "comment": N_("remarks, kept apart from fact"),
    "source": N_("who reported it"),
    "grade": N_("the Admiralty grade; two columns are read as letter and digit"),
    "reference": N_("a link or file number of the report"),
    "tags": N_("words to group by"),
}
"""Everything a column can be mapped to. Casualties have no field yet: map them to `comment`."""

SEVERAL = ("kind", "place", "sides", "description", "comment", "source", "grade", "tags")
"""The fields that more than one column can be mapped to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One maker's table. `signature` are the headings it is recognised by; names are compared folded."""

    name: str
    title: str
    signature: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    separator: str = ";\n"
    """What parts several sources or several tags in one cell; empty where a cell is one of them."""
    kinds: dict[str, str] | None = None
    """The maker's kinds that are not among the names of `domain.vocabulary.KINDS`, folded."""
    party_if: tuple[str, tuple[str, ...]] | None = None
    """Column and values (folded) under which `party` began it; else both sides are named in the comment."""
    radii_m: dict[str, int] | None = None
    """Radius for each precision code."""


ARMISTICE = Format(
    name="armistice",
    title=N_("an export of this program"),
    signature=("number", "desk", "occurred from", "occurred to", "place unknown", "fingerprint"),
    columns={"id": ("number",), "occurred": ("occurred_from",)},
)

_OTHER_EVENTS = (
    "peaceful protest", "protest with intervention", "excessive force against protesters", "mob violence",
    "violent demonstration", "agreement", "change to group activity", "headquarters or base established",
    "looting property destruction", "suicide bomb", "chemical weapon",
)  # fmt: skip

ACLED = Format(
    name="acled",
    title="ACLED",
    signature=("event id cnty", "event date", "event type"),
    columns={
        "id": ("event_id_cnty",),
        "occurred": ("event_date",),
        "time_precision": ("time_precision",),
        "kind": ("sub_event_type", "event_type"),
        "party": ("actor1",),
        "sides": ("actor1", "actor2"),
        "place": ("location", "admin3", "admin2"),
        "country": ("country",),
        "oblast": ("admin1",),
        "latitude": ("latitude",),
        "longitude": ("longitude",),
        "place_precision": ("geo_precision",),
        "description": ("notes",),
        "source": ("source",),
        "comment": ("fatalities",),
        "tags": ("event_type", "disorder_type", "civilian_targeting"),
    },
    kinds=dict.fromkeys(_OTHER_EVENTS, "other"),
    party_if=("event_type", ("explosions remote violence", "violence against civilians")),
    radii_m={"1": 5_000, "2": 25_000, "3": 100_000},
)

UCDP_GED = Format(
    name="ged",
    title="UCDP GED",
    signature=("id", "date start", "date end", "side a"),
    columns={
        "id": ("relid", "id"),
        "occurred": ("date_start",),
        "until": ("date_end",),
        "party": ("side_a",),
        "sides": ("side_a", "side_b"),
        "place": ("where_coordinates", "where_description"),
        "country": ("country",),
        "oblast": ("adm_1",),
        "latitude": ("latitude",),
        "longitude": ("longitude",),
        "place_precision": ("where_prec",),
        "description": ("source_headline",),
        "comment": ("where_description", "best", "low", "high"),
        "source": ("source_office", "source_article"),
        "reference": ("source_article",),
        "tags": ("dyad_name", "conflict_name"),
    },
    party_if=("type_of_violence", ("3",)),
    radii_m={"1": 1_000, "2": 25_000, "3": 50_000, "4": 100_000, "5": 200_000, "6": 500_000, "7": 500_000},
)

EYES_ON_RUSSIA = Format(
    name="eyes-on-russia",
    title="Eyes on Russia",
    signature=("entry", "date", "event group", "title", "lat", "lon"),
    columns={
        "id": ("entry",),
        "occurred": ("date",),
        "title": ("title",),
        "description": ("brief description",),
        "place": ("town/city", "district"),
        "country": ("country",),
        "oblast": ("province",),
        "latitude": ("lat",),
        "longitude": ("lon",),
        "weapon": ("arms/munition",),
        "reference": ("link",),
        "comment": ("geolocation",),
        "tags": ("event_group",),
    },
    separator="",
)

OSCE = Format(
    name="osce",
    title=N_("a table of ceasefire violations as the OSCE SMM printed it"),
    signature=("event location", "means", "observation", "date time"),
    columns={
        "occurred": ("date, time",),
        "observer": ("smm position", "position"),
        "place": ("event location",),
        "means": ("means",),
        "quantity": ("no.", "number"),
        "unit": ("observation",),
        "description": ("observation", "description"),
        "weapon": ("weapon",),
        "source": ("source",),
    },
)

KNOWN = (ARMISTICE, ACLED, UCDP_GED, EYES_ON_RUSSIA, OSCE)

SPREADSHEET = Format(name="spreadsheet", title=N_("a desk's own spreadsheet"), signature=(), columns={})

SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "event id", "incident id", "record id", "uid", "ref no", "код", "ідентифікатор",
        "номер події",
    ),
    "occurred": (
        "date", "datetime", "date time", "date and time", "occurred", "event date", "incident date",
        "date of event", "date of incident", "dtg", "when", "start", "start date", "time from", "дата",
        "дата час", "дата і час", "дата та час", "дата події", "коли",
    ),
    "time": (
        "time", "time of day", "event time", "incident time", "local time", "hour", "час", "час події",
        "година",
    ),
    "until": (
        "until", "end", "end date", "date end", "latest", "time to", "до", "кінець", "дата завершення",
    ),
    "zone": ("zone", "tz", "time zone", "timezone", "utc offset", "часовий пояс", "зона"),
    "reported": (
        "reported", "reported at", "time reported", "report time", "повідомлено", "час повідомлення",
    ),
    "kind": (
        "kind", "type", "event type", "incident type", "type of incident", "violation", "violation type",
        "category", "тип", "вид", "тип події", "тип інциденту", "вид порушення", "тип порушення",
        "порушення",
    ),
    "place": (
        "place", "location", "settlement", "town city", "town", "city", "village", "locality",
        "place name", "where", "місце", "населений пункт", "нп", "н п", "місце події", "локація", "місто",
        "село",
    ),
    "country": ("country", "країна"),
    "oblast": ("oblast", "region", "province", "admin1", "adm 1", "state", "область", "регіон"),
    "sector": ("sector", "axis", "сектор", "напрямок"),
    "latitude": ("latitude", "lat", "y", "широта"),
    "longitude": ("longitude", "lon", "long", "lng", "x", "довгота"),
    "position": (
        "coordinates", "coords", "coordinate", "position", "mgrs", "grid", "lat lon", "координати",
        "квадрат",
    ),
    "radius": ("radius", "radius m", "accuracy m", "радіус", "радіус м"),
    "means": ("means", "how observed", "observed by", "спосіб", "засіб спостереження", "як спостерігали"),
    "quantity": ("quantity", "no", "number", "count", "how many", "кількість", "к сть"),
    "unit": ("unit", "of what", "observation", "одиниця", "одиниці"),
    "weapon": (
        "weapon", "weapons", "munition", "arms munition", "arms", "weapon system", "зброя", "озброєння",
        "боєприпас",
    ),
    "party": (
        "party", "alleged party", "party alleged", "perpetrator", "actor", "side", "сторона",
        "винуватець",
    ),
    "title": ("title", "headline", "summary", "назва", "заголовок"),
    "description": (
        "description", "brief description", "details", "narrative", "event", "text", "опис", "подробиці",
        "суть",
    ),
    "comment": (
        "comment", "comments", "notes", "note", "remarks", "analyst comment", "fatalities", "casualties",
        "killed", "injured", "wounded", "примітка", "примітки", "коментар", "загиблі", "поранені",
        "втрати",
    ),
    "source": ("source", "sources", "reported by", "source name", "джерело", "джерела", "хто повідомив"),
    "grade": (
        "grade", "admiralty", "admiralty grade", "source grade", "reliability", "credibility", "оцінка",
        "надійність", "достовірність",
    ),
    "reference": ("reference", "link", "url", "source url", "source link", "посилання", "лінк"),
    "tags": ("tags", "tag", "event group", "group", "labels", "мітки", "теги", "група"),
}  # fmt: skip
"""Headings of a desk's own spreadsheet, folded, for each field."""

UNLABELLED_COMMENTS = (
    "comment", "comments", "notes", "note", "remarks", "analyst comment", "примітка", "примітки", "коментар",
)  # fmt: skip
"""Comment columns whose heading says nothing more; the others are named in front of their text."""
