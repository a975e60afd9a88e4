"""Closed lists of the field's standard terms, each found by key, label, alias or in the current language."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from domain.errors import FieldError
from domain.words import N_, _

NOT_KNOWN = "not_known"
"""The key that says on purpose that something is not known."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: a stable key for storage, a label for people, other names it is found by."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()


class Vocabulary:
    """An ordered list of terms."""

    def __init__(self, *terms: Term) -> None:
        self._terms = {term.key: term for term in terms}
        self._names = {
            folded(name): term.key for term in terms for name in (*term.aliases, term.label, term.key)
        }

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __contains__(self, key: object) -> bool:
        return key in self._terms

    def label(self, key: str) -> str:
        """The label of `key` in the current language; an unknown key is shown as it is, never hidden."""
        return _(self.english(key)) if key in self._terms else key

    def english(self, key: str) -> str:
        """The label of `key` in English whatever the current language: for what is stored or compared."""
        return self._terms[key].label if key in self._terms else key

    def knows(self, text: str) -> bool:
        """Whether `text` names a term."""
        return folded(text) in self._spellings()

    def find(self, text: str, field: str) -> str:
        """The key meant by `text`, whatever its case, accents and hyphens.

        Raises `FieldError` naming `field`, with the nearest terms as advice, when nothing is meant.
        """
        wanted, names = folded(text), self._spellings()
        if wanted in names:
            return names[wanted]
        near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
        near += [name for name in names if wanted and wanted in name and name not in near][:3]
        labels = ", ".join(dict.fromkeys(self.label(names[name]) for name in near))
        advice = _("Did you mean {terms}?").format(terms=labels) if labels else _("Choose one from the list.")
        raise FieldError(field, _("“{text}” is not in the list.").format(text=text), advice)

    def _spellings(self) -> dict[str, str]:
        return self._names | {folded(_(term.label)): term.key for term in self}


def folded(text: str) -> str:
    """A text as it is compared: without case, accents and signs."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


KINDS = Vocabulary(
    Term("small_arms", N_("small arms"), ("armed clash", "shooting", "gunfire")),
    Term(
        "heavy_infantry",
        N_("heavy machine gun or grenade launcher"),
        ("hmg", "agl", "machine gun", "grenade"),
    ),
    Term("mortar", N_("mortar"), ("mortar fire",)),
    Term("artillery", N_("artillery"), ("shelling", "shelling artillery missile attack", "artillery fire")),
    Term("mlrs", N_("multiple rocket launcher"), ("rocket launcher", "grad")),
    Term("tank_fire", N_("tank or IFV fire"), ("tank", "ifv")),
    Term("atgm", N_("anti-tank missile"), ("anti tank guided missile",)),
    Term(
        "missile",
        N_("ballistic or cruise missile"),
        ("missile strike", "ballistic missile", "cruise missile"),
    ),
    Term(
        "air_strike",
        N_("air strike or guided bomb"),
        ("air strike", "airstrike", "guided bomb", "kab", "bombing"),
    ),
    Term(
        "one_way_uav",
        N_("one-way UAV"),
        ("shahed", "geran", "drone strike", "air drone strike", "one way attack uav"),
    ),
    Term("fpv", N_("FPV drone"), ("fpv",)),
    Term("uav_overflight", N_("UAV overflight"), ("uav", "drone overflight")),
    Term(
        "ground_assault",
        N_("ground assault"),
        ("assault", "government regains territory", "non state actor overtakes territory"),
    ),
    Term("infiltration", N_("infiltration or reconnaissance"), ("infiltration", "reconnaissance")),
    Term(
        "movement",
        N_("movement or fortification"),
        ("movement", "fortification", "non violent transfer of territory"),
    ),
    Term("withdrawal_zone", N_("weapons in the withdrawal zone"), ("withdrawal zone",)),
    Term(
        "mine",
        N_("mine or unexploded ordnance"),
        ("mine", "uxo", "remote explosive landmine ied", "landmine", "ied"),
    ),
    Term("sniper", N_("sniper"), ("sniper fire",)),
    Term("naval", N_("naval"), ("naval incident", "ship")),
    Term("jamming", N_("electronic jamming"), ("jamming", "gps jamming", "electronic warfare")),
    Term("airspace", N_("airspace violation"), ("disrupted weapons use airspace",)),
    Term("infrastructure", N_("strike on infrastructure"), ("infrastructure", "energy infrastructure")),
    Term("civilian_harm", N_("harm to civilians"), ("attack", "civilian casualty", "sexual violence")),
    Term("access_denied", N_("access denied to monitors"), ("access denied",)),
    Term("detention", N_("detention"), ("abduction forced disappearance", "arrests", "abduction")),
    Term("live_fire_training", N_("live-fire training"), ("training",)),
    Term("other", N_("other")),
    Term(NOT_KNOWN, N_("not known"), ("unknown", "n a")),
)
"""Kinds of incident (field guide, section 2). Aliases hold the ACLED sub-event types that map to each."""

MEANS = Vocabulary(
    Term("saw", N_("saw")),
    Term("heard", N_("heard")),
    Term("saw_and_heard", N_("saw and heard")),
    Term("camera", N_("recorded by camera"), ("camera",)),
    Term("uav", N_("UAV"), ("drone",)),
    Term("satellite", N_("satellite")),
    Term("sensor", N_("acoustic or radar sensor"), ("sensor", "radar", "acoustic")),
    Term("official", N_("official statement"), ("official",)),
    Term("media", N_("media"), ("press", "news")),
    Term("social_media", N_("social media"), ("twitter", "telegram", "facebook")),
    Term("hotline", N_("hotline")),
    Term("other", N_("other")),
    Term(NOT_KNOWN, N_("not known"), ("unknown",)),
)
"""How an incident came to be observed."""

PARTIES = Vocabulary(
    Term(
        "russian_military",
        N_("Russian military"),
        ("russia", "russian forces", "military forces of russia", "rf"),
    ),
    Term(
        "ukrainian_military",
        N_("Ukrainian military"),
        ("ukraine", "ukrainian forces", "military forces of ukraine", "ua"),
    ),
    Term("other", N_("other")),
    Term(NOT_KNOWN, N_("not known"), ("unknown",)),
)
"""Parties an incident is alleged of."""

STATUSES = Vocabulary(
    Term("alleged", N_("alleged")),
    Term("under_verification", N_("under verification")),
    Term("verified", N_("verified")),
    Term("not_verifiable", N_("not verifiable")),
    Term("refuted", N_("refuted")),
    Term("duplicate", N_("duplicate")),
    Term("withdrawn", N_("withdrawn")),
)
"""How far an incident is established. A briefing says no more than this."""

DETERMINATIONS = Vocabulary(
    Term("not_assessed", N_("not assessed")),
    Term("breach", N_("breach")),
    Term("not_a_breach", N_("not a breach")),
    Term("below_threshold", N_("below threshold")),
    Term("exempt", N_("exempt (agreed activity)"), ("exempt",)),
)
"""What a person made of an incident; kept apart from its status."""

ANCHORS = Vocabulary(
    Term("occurred", N_("occurred")), Term("reported", N_("reported")), Term("assessed", N_("assessed"))
)
"""Which of an incident's times a breach counts from."""

ANSWERS = Vocabulary(
    Term("yes", N_("yes"), ("y",)),
    Term("no", N_("no"), ("n",)),
    Term(NOT_KNOWN, N_("not known"), ("unknown",)),
)
"""Answers to a protocol's question."""

OBLASTS = Vocabulary(
    Term("UA-43", N_("Crimea"), ("Autonomous Republic of Crimea", "Крим")),
    Term(
        "UA-71",
        N_("Cherkasy Oblast"),
        ("Cherkasy", "Черкаська область", "Черкаська", "Cherkaska", "Cherkaska oblast"),
    ),
    Term(
        "UA-74",
        N_("Chernihiv Oblast"),
        ("Chernihiv", "Чернігівська область", "Чернігівська", "Chernihivska", "Chernihivska oblast"),
    ),
    Term("UA-77", N_("Chernivtsi Oblast"), ("Chernivtsi", "Чернівецька область", "Чернівецька")),
    Term(
        "UA-12",
        N_("Dnipropetrovsk Oblast"),
        (
            "Dnipropetrovsk",
            "Dnipropetrovska",
            "Дніпропетровська область",
            "Дніпропетровська",
            "Dnipro Oblast",
        ),
    ),
    Term("UA-14", N_("Donetsk Oblast"), ("Donetsk", "Donetska", "Донецька область", "Донецька")),
    Term(
        "UA-26",
        N_("Ivano-Frankivsk Oblast"),
        ("Ivano-Frankivsk", "Івано-Франківська область", "Івано-Франківська"),
    ),
    Term(
        "UA-63",
        N_("Kharkiv Oblast"),
        ("Kharkiv", "Kharkivska", "Харківська область", "Харківська", "Kharkov Oblast"),
    ),
    Term("UA-65", N_("Kherson Oblast"), ("Kherson", "Khersonska", "Херсонська область", "Херсонська")),
    Term(
        "UA-68",
        N_("Khmelnytskyi Oblast"),
        ("Khmelnytskyi", "Khmelnytskyy Oblast", "Хмельницька область", "Хмельницька"),
    ),
    Term("UA-35", N_("Kirovohrad Oblast"), ("Kirovohrad", "Кіровоградська область", "Кіровоградська")),
    Term("UA-30", N_("Kyiv city"), ("Kyiv", "City of Kyiv", "Kyiv City", "м. Київ", "Київ", "місто Київ")),
    Term("UA-32", N_("Kyiv Oblast"), ("Kyivska", "Київська область", "Київська", "Kiev Oblast")),
    Term(
        "UA-09",
        N_("Luhansk Oblast"),
        ("Luhansk", "Luhanska", "Луганська область", "Луганська", "Lugansk Oblast"),
    ),
    Term("UA-46", N_("Lviv Oblast"), ("Lviv", "Львівська область", "Львівська")),
    Term(
        "UA-48",
        N_("Mykolaiv Oblast"),
        (
            "Mykolaiv",
            "Mykolayiv Oblast",
            "Mykolaivska",
            "Миколаївська область",
            "Миколаївська",
            "Nikolaev Oblast",
        ),
    ),
    Term("UA-51", N_("Odesa Oblast"), ("Odesa", "Odessa Oblast", "Одеська область", "Одеська")),
    Term("UA-53", N_("Poltava Oblast"), ("Poltava", "Полтавська область", "Полтавська")),
    Term("UA-56", N_("Rivne Oblast"), ("Rivne", "Рівненська область", "Рівненська")),
    Term("UA-40", N_("Sevastopol"), ("Sevastopol City", "Севастополь")),
    Term("UA-59", N_("Sumy Oblast"), ("Sumy", "Sumska", "Сумська область", "Сумська")),
    Term("UA-61", N_("Ternopil Oblast"), ("Ternopil", "Тернопільська область", "Тернопільська")),
    Term(
        "UA-05",
        N_("Vinnytsia Oblast"),
        ("Vinnytsia", "Vinnytsya Oblast", "Вінницька область", "Вінницька", "Vinnitsa Oblast"),
    ),
    Term("UA-07", N_("Volyn Oblast"), ("Volyn", "Волинська область", "Волинська")),
    Term("UA-21", N_("Zakarpattia Oblast"), ("Zakarpattia", "Закарпатська область", "Закарпатська")),
    Term(
        "UA-23",
        N_("Zaporizhzhia Oblast"),
        (
            "Zaporizhzhia",
            "Zaporizka",
            "Zaporizhzhya Oblast",
            "Запорізька область",
            "Запорізька",
            "Zaporizhia Oblast",
            "Zaporozhye Oblast",
        ),
    ),
    Term(
        "UA-18",
        N_("Zhytomyr Oblast"),
        ("Zhytomyr", "Житомирська область", "Житомирська", "Zhytomyrska", "Zhytomyrska oblast"),
    ),
)
"""First-level divisions of Ukraine by ISO 3166-2 code."""
