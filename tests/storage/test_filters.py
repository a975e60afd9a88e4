"""A filter asked of SQL gives what it gives asked of each incident, and has an index to go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.attribution import Attribution
from domain.casualties import Casualties
from domain.filter import KNOWABLE, Aspect, Condition, Filter, Order
from domain.position import Position
from domain.quantity import Quantity
from domain.query import parse
from domain.source import SourceReport
from storage.desk import Desk
from storage.filters import Way, Where, where_clause
from storage.ordering import order_clause, query
from tests.builders import T0, facts, hours, new_desk, origin
from tests.storage.oracle import holds

PLACES = ("Orikhiv", "Куп'янськ", "Kupiansk-Vuzlovyi", "Стара Збур'ївка", "Café Été", "")
TEXTS = ("shelling of the substation", "Обстріл підстанції", "за́мок, O'Brien's house", "")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Eighty incidents of which no two are alike."""
    random = Random(20_261_123)
    pick = random.choice
    with new_desk(tmp_path_factory.mktemp("filters")) as desk:
        for count in range(80):
            place = pick(PLACES)
            made = facts(
                T0 - hours(random.randint(0, 60)),
                place=place,
                place_unknown=not place,
                kind=pick(["mortar", "artillery", "small_arms", "not_known"]),
                oblast=pick(["UA-23", "UA-63", ""]),
                means=pick(["heard", "saw", "not_known"]),
                party_alleged=pick(["russian_military", "not_known", "місцеве ополчення"]),
                quantity=Quantity.parse(pick(["", "12", "≥ 12", "2–4", "about 30"])),
                position=pick([None, Position(47_60000, 35_80000), Position(47_65000, 35_80000)]),
                domain=pick(["land", "air", "not_known"]),
                sector=pick(["", "Північ 2", "South"]),
                attribution=Attribution(pick(["russian_military", "not_known", "невідома група"])),
                infrastructure=pick([(), ("energy",)]),
                casualties=Casualties.parse(pick(["", "2 civilian killed"])),
                weapon=pick(["", "152 mm", "Geran-2"]),
                description=pick(TEXTS),
                comment=pick(["", "A second report"]),
                reported=pick([None, T0]),
                tags=pick([(), ("school",), ("school", "водогін")]),
                sources=tuple(
                    SourceReport.of(pick(["patrol N-4", "гаряча лінія"]), pick(["B2", "C2", "F6", "A1"]))
                    for _n in range(random.randint(1, 2))
                ),
            )
            author = pick(["AB", "OK"])
            if random.random() < 0.2:
                (number,) = desk.incidents.log_many([(made, origin(count))], author=author).numbers
            else:
                number = desk.incidents.log(made, author=author).number
            chance = random.random()
            if chance < 0.2:
                desk.breaches.open(number, title="x", anchor="occurred", basis="y", author="OK")
            elif chance < 0.5:
                desk.incidents.assess(
                    number,
                    status=pick(["verified", "refuted"]),
                    determination="exempt",
                    basis="x",
                    author="OK",
                )
            elif chance < 0.6:
                desk.incidents.correct(
                    number, replace(made, place="Orikhiv", comment="moved"), reason="typo", author="OK"
                )
        yield desk


VALUES: dict[Aspect, tuple[str, ...]] = {
    Aspect.KIND: ("mortar", "not_known", "fpv"),
    Aspect.OBLAST: ("UA-23", "", "UA-09"),
    Aspect.STATUS: ("alleged", "verified", "withdrawn"),
    Aspect.DETERMINATION: ("not_assessed", "exempt", "breach"),
    Aspect.PARTY: ("russian_military", "not_known", "ополч", "nobody"),
    Aspect.MEANS: ("heard", "not_known"),
    Aspect.BREACH: ("none", "any", "BR-2026-0001", "BR-2026-0999"),
    Aspect.GRADE: ("B2", "C?", "?2", "A1", "E5"),
    Aspect.PLACE: ("Kupyansk", "куп'янс", "Orikhiv", "збур", "", "nowhere"),
    Aspect.SOURCE: ("patrol", "гаряч", "patrol n 4", "media"),
    Aspect.TAG: ("school", "ВОДОГІН", "scho", "bridge"),
    Aspect.DOMAIN: ("air", "not_known", "sea"),
    Aspect.SECTOR: ("північ", "south", "2", "east"),
    Aspect.RESPONSIBLE: ("russian_military", "not_known", "груп"),
    Aspect.WEAPON: ("152", "geran", "нічого"),
    Aspect.NUMBER: ("CV-2026-000007", "CV-2026-000999"),
    Aspect.BY: ("AB", "ok", "ZZ"),
    Aspect.NEAR: ("47.60000,35.80000,1000", "47.60000,35.80000,6000", "-47.60000,179.99000,500000"),
    Aspect.WITHIN: (
        "47.50000,35.70000,47.62000,35.90000",
        "47.60000,35.80000,47.70000,35.70000,47.70000,35.90000",
        "47.65000,35.70000,47.65001,35.90000,47.70000,35.80000,47.64999,35.75000",
        "-10.00000,10.00000,-9.00000,11.00000",
    ),
    Aspect.QUANTITY: (">10", ">=12", "<13", "<=4", "=12", "2-4", "1-100", ""),
    Aspect.HAS: tuple(KNOWABLE),
    Aspect.LACKS: tuple(KNOWABLE),
    Aspect.PHRASE: ("the substation", "substation the", "обстріл підстанції", "za mok"),
    Aspect.WORD: ("subst", "obrien", "замок", "kupyansk"),
}


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    aspect = draw(st.sampled_from(list(Aspect)))
    values = draw(st.lists(st.sampled_from(VALUES[aspect]), min_size=1, max_size=2, unique=True))
    if aspect in (Aspect.NEAR, Aspect.WITHIN, Aspect.PHRASE, Aspect.WORD):
        values = values[:1]
    return Condition(aspect, tuple(values), draw(st.booleans()))


filters = st.builds(
    Filter,
    words=st.sampled_from(["", "", "substation", "Kupyansk", "обстр", "mortar orik", "nowhere"]),
    since=st.none() | st.integers(0, 60).map(lambda h: T0 - hours(h)),
    until=st.none() | st.integers(0, 60).map(lambda h: T0 - hours(h)),
    conditions=st.lists(conditions(), max_size=3).map(tuple),
)


@settings(max_examples=300)
@given(filters)
def test_sql_selects_what_a_person_would(desk: Desk, chosen: Filter) -> None:
    every = desk.incidents.select(Filter())
    expected = [incident.number for incident in every if holds(incident, chosen)]
    assert [incident.number for incident in desk.incidents.select(chosen)] == expected
    assert desk.incidents.count(chosen) == len(expected)
    for way in Way:
        where, values = where_clause(chosen, way)
        rows = desk._connection.execute(
            f"SELECT number FROM incident{where}{order_clause(Order.OCCURRED, descending=False, way=way)}",
            values,
        ).fetchall()
        assert [row[0] for row in rows] == expected, way


@pytest.mark.parametrize(("aspect", "value"), [(a, v) for a, some in VALUES.items() for v in some])
@pytest.mark.parametrize("negated", [False, True])
def test_every_value_is_asked_alike(desk: Desk, aspect: Aspect, value: str, negated: bool) -> None:
    chosen = Filter(conditions=(Condition(aspect, (value,), negated),))
    expected = [i.number for i in desk.incidents.select(Filter()) if holds(i, chosen)]
    assert [i.number for i in desk.incidents.select(chosen)] == expected


@settings(max_examples=40)
@given(filters)
def test_a_filter_asks_the_same_of_the_past(desk: Desk, chosen: Filter) -> None:
    """Touched records are folded again and asked by the same SQL."""
    entries = desk.journal.entries_of("CV-2026-000020")
    then = desk.incidents.as_of(entries[0].at, Filter())
    found = [i.number for i in desk.incidents.as_of(entries[0].at, chosen)]
    assert found == [i.number for i in then if holds(i, chosen)]


@pytest.mark.parametrize("order", [order for order in Order if order.is_scale])
@pytest.mark.parametrize("descending", [False, True])
def test_the_order_on_disk_is_the_order(desk: Desk, order: Order, descending: bool) -> None:
    for chosen in (Filter(), Filter(words="substation"), Filter(determination="not_assessed")):
        ids = desk.incidents.ids(chosen, order, descending=descending)
        made = desk.incidents.order_file(chosen, order, descending=descending)(Event())
        assert made is not None
        assert len(made) == len(ids)
        assert made.read(0, 1000) == ids
        assert made.read(3, 4) == ids[3:7]
        assert [made.index(i) for i in ids] == list(range(len(ids)))
        assert made.index(10**9) is None
        made.close()
        assert desk.incidents.first(chosen, order, descending=descending, limit=7) == ids[:7]


def test_what_was_stopped_gives_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Event()
    stop.set()
    assert desk.incidents.order_file(Filter(), Order.PLACE, descending=False)(stop) is None
    monkeypatch.setattr("storage.incidents._PATIENCE_S", -1)
    monkeypatch.setattr("storage.driver.STEPS_BETWEEN", 10)
    assert desk.incidents.first(Filter(), Order.OCCURRED, descending=True, limit=50) is None
    assert desk.incidents.count() == desk.incidents.total() == 80, "and the connection goes on"


# --- plans --------------------------------------------------------------------------------------------


def plan(desk: Desk, chosen: Filter, order: Order = Order.OCCURRED, *, columns: str = "*") -> str:
    sql, values = query(desk._connection, columns, chosen, order, descending=True)
    rows = desk._connection.execute(f"EXPLAIN QUERY PLAN {sql} LIMIT 100", values).fetchall()
    return "; ".join(row[3] for row in rows)


@pytest.mark.parametrize(("aspect", "value"), [(a, v) for a, some in VALUES.items() for v in some[:2]])
@pytest.mark.parametrize("negated", [False, True])
def test_no_filter_reads_the_log_without_an_index(
    desk: Desk, aspect: Aspect, value: str, negated: bool
) -> None:
    steps = plan(desk, Filter(conditions=(Condition(aspect, (value,), negated),)))
    for step in steps.split("; "):
        if step.startswith("SCAN incident") and "VIRTUAL TABLE" not in step:
            assert "USING" in step, steps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind:mortar", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("kind:mortar since:24h", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("oblast:Kherson", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("status:verified", "incident_status (status=?)"),
        ("determination:not-assessed", "incident_occurred"),
        ("determination:breach", "incident_determination (determination=?)"),
        ("party:unknown", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("domain:air", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("responsible:unknown", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("means:heard", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("by:AB", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("breach:BR-2026-0007", "incident_breach (breach=?)"),
        ("number:7", "(number=?)"),
        ("near:47.6,35.8,5km", "incident_box VIRTUAL TABLE"),
        ("within:47.1,35.2,47.9,36.5", "incident_box VIRTUAL TABLE"),
        ("within:47.1,35.2,47.9,36.5,47,36", "incident_box VIRTUAL TABLE"),
        ("place:Orikhiv", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("substation", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("grade:B2", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("no:position", "SEARCH incident USING INTEGER PRIMARY KEY (rowid=?)"),
        ("quantity:unknown", "incident_occurred"),
        ("quantity:>100", "incident_quantity (quantity>?)"),
        ("", "incident_occurred"),
        ("since:24h", "incident_occurred (occurred_from>?)"),
    ],
)
def test_a_filter_goes_by_its_index(desk: Desk, text: str, expected: str) -> None:
    steps = plan(desk, parse(text, T0, None))
    assert expected in steps
    if "incident_occurred" in expected or "status" in expected:
        assert "TEMP B-TREE" not in steps, "the order comes from the index as well"


@pytest.mark.parametrize(
    "text",
    [
        *("kind:mortar", "party:unknown", "oblast:Kherson", "domain:air", "responsible:unknown"),
        *("means:heard", "by:AB", "determination:not-assessed", "status:alleged", "quantity:<5"),
    ],
)
def test_what_has_no_index_of_its_own_is_read_by_time(
    desk: Desk, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.filters.RARE", -1)
    steps = plan(desk, parse(text, T0, None), columns="id")
    assert steps == "SCAN incident USING COVERING INDEX incident_occurred", "without a look at the table"


@pytest.mark.parametrize("order", [Order.OCCURRED, Order.PLACE, Order.NUMBER])
def test_these_columns_are_in_order_already(desk: Desk, order: Order) -> None:
    steps = plan(desk, Filter(), order)
    assert "TEMP B-TREE" not in steps
    assert steps.startswith("SCAN incident")


@pytest.mark.parametrize(
    "order", [o for o in Order if o not in (Order.OCCURRED, Order.PLACE, Order.NUMBER, Order.GRADE)]
)
def test_the_others_are_sorted_without_a_look_at_the_table(desk: Desk, order: Order) -> None:
    steps = plan(desk, Filter(), order, columns="id")
    assert steps == "SCAN incident USING COVERING INDEX incident_occurred; USE TEMP B-TREE FOR ORDER BY"


def test_the_way_is_chosen_by_how_rare_the_words_are(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    where = Where(Filter(words="substation"))
    assert where.way(desk._connection) is Way.LOOK_UP
    monkeypatch.setattr("storage.filters.RARE", 3)
    assert where.way(desk._connection) is Way.WALK
    assert Where(Filter(words="--")).way(desk._connection) is Way.LOOK_UP
    assert Where(Filter()).way(desk._connection) is Way.WALK


@pytest.mark.parametrize(
    "text", ["substation", "place:Orikhiv", "grade:B2", "no:position", '"the substation"']
)
def test_words_are_asked_of_their_index(desk: Desk, text: str) -> None:
    where = Where(parse(text, T0, None))
    for way in Way:
        sql, values = where.sql(way)
        rows = desk._connection.execute(f"EXPLAIN QUERY PLAN SELECT id FROM incident{sql}", values).fetchall()
        assert any("incident_words VIRTUAL TABLE INDEX 0:M" in row[3] for row in rows), way


def test_a_rare_quantity_is_looked_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = parse("quantity:>50 -kind:naval", T0, None)
    assert "incident_quantity (quantity>?)" in plan(desk, chosen)
    monkeypatch.setattr("storage.filters.FEW", -1)
    assert "incident_occurred" in plan(desk, chosen)
