"""An import takes rows whole or names why not; it invents no time, no zone and no place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.errors import DeskError, FieldError
from domain.incident import Facts
from domain.instant import KYIV, Span, local_day
from storage.desk import Desk
from storage.importing import ImportPlan, Rejected, commit, plan, settle
from storage.table import CELL_LIMIT, FILE_LIMIT
from storage.verify import verify
from tests.storage.tables import ACLED, EYES, GED, NOW, OSCE, OWN_SHEET, make_desk


def read(text: str, **options: object) -> ImportPlan:
    return plan(text.encode(), now=NOW, name="made-up.csv", **options)  # type: ignore[arg-type]


def facts(planned: ImportPlan) -> list[Facts]:
    return [one for one, _origin in planned.accepted]


def only(text: str, **options: object) -> Facts:
    planned = read(text, **options)
    assert planned.rejected == ()
    return facts(planned)[0]


def refusal(text: str, **options: object) -> Rejected:
    planned = read(text, **options)
    assert planned.accepted == ()
    return planned.rejected[0]


def kyiv_day(year: int, month: int, day: int) -> Span:
    return local_day(datetime(year, month, day, tzinfo=UTC).date(), KYIV)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


# --- whose table it is ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "format"),
    [(EYES, "eyes-on-russia"), (ACLED, "acled"), (GED, "ged"), (OSCE, "osce"), (OWN_SHEET, "spreadsheet")],
)
def test_a_maker_is_known_by_its_headings(text: str, format: str) -> None:
    assert read(text).mapping.format == format


def test_eyes_on_russia() -> None:
    planned = read(EYES)
    first, third = facts(planned)
    assert first.occurred == kyiv_day(2026, 3, 5)
    assert first.description == "Roof burned at the mill"
    assert (first.place, first.oblast, first.kind) == ("Vymyslene", "UA-65", "not_known")
    assert first.position is not None
    assert (first.position.lat_e5, first.position.lon_e5) == (4669116, 3254505)
    assert first.tags == ("Damage March - June",)
    assert [str(source.grade) for source in first.sources] == ["F6"]
    assert (first.sources[0].name, first.sources[0].reference) == (
        "twitter.com/nobody",
        "https://twitter.com/nobody/status/1",
    )
    assert (third.place, third.sources[0].name) == ("Belarus", "example.org")
    assert [(r.row, r.line, r.id, r.field) for r in planned.rejected] == [(3, 3, "X2", "latitude")]
    assert "Latitude 91" in planned.rejected[0].reason
    assert str(planned.rejected[0]).startswith("row 3 · X2 · latitude: Latitude 91")
    assert planned.unmapped == ("violence level",)
    assert planned.accepted[0][1].original["violence level"] == "1"
    assert (planned.encoding, planned.delimiter, planned.rows) == ("utf-8", ",", 3)


def test_acled_is_not_misread() -> None:
    shelling, clash, protest = facts(read(ACLED))
    assert (shelling.kind, shelling.party_alleged, shelling.oblast) == (
        "artillery",
        "russian_military",
        "UA-59",
    )
    assert [source.name for source in shelling.sources] == ["Paper A", "Paper B"]
    assert shelling.quantity is None
    assert shelling.comment == "fatalities: 3"
    assert shelling.radius_m == 5_000
    # In a battle ACLED does not say who began; a date that stands for its week is a week.
    assert clash.party_alleged == "not_known"
    assert clash.comment.startswith("Sides: Military Forces of Russia (2000-) / Military Forces of Ukraine")
    assert clash.occurred.width == timedelta(days=7, seconds=-1)
    assert (protest.kind, protest.oblast) == ("other", "UA-30")


def test_ucdp_ged() -> None:
    one = only(GED)
    assert one.occurred == Span(kyiv_day(2026, 3, 5).earliest, kyiv_day(2026, 3, 7).latest)
    assert (one.party_alleged, one.oblast, one.place) == ("not_known", "UA-63", "Vymyslene town")
    assert one.comment == (
        "where_description: near the mill\nbest: 4\nlow: 2\nhigh: 6\nSides: Government of X / Government of Y"
    )
    assert [source.name for source in one.sources] == ["Wire A", "Wire B"]


def test_an_osce_table_needs_a_year_and_a_zone() -> None:
    assert "which day of which year" in refusal(OSCE).reason
    assert "without a zone" in refusal(OSCE, year=2026).reason
    first, second = facts(read(OSCE, year=2026, zone=KYIV))
    assert first.occurred == Span.at(datetime(2026, 3, 1, 18, 14, tzinfo=UTC))
    assert first.place == "2–3km SE of Camera at Vymyslene"
    assert (str(first.quantity), first.means, first.weapon) == ("12 Explosion", "camera", "")
    assert first.description == "Explosion\nUndetermined"
    assert (second.quantity, second.means) == (None, "not_known")
    assert second.comment == "Means: SMM thermal\nNumber: several"


def test_a_desks_own_spreadsheet_in_ukrainian() -> None:
    planned = read(OWN_SHEET, zone=KYIV)
    timed, day = facts(planned)
    assert planned.delimiter == ";"
    assert timed.occurred == Span.at(datetime(2026, 3, 23, 12, 5, tzinfo=UTC))
    assert (timed.kind, timed.place, timed.oblast) == ("mortar", "Вигадане", "UA-59")
    assert timed.position is not None
    assert timed.position.lat_e5 == 5120340
    assert day.occurred == kyiv_day(2026, 3, 24)
    assert planned.accepted[0][1].row == 3


# --- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026/3/5", "20260305", "5 Mar 2026", "05-Mar-2026", "March 5, 2026", "5 березня 2026",
     "2026-03-05 00:00:00"],
)  # fmt: skip
def test_a_day_is_a_whole_day_and_never_midnight(text: str) -> None:
    planned = read(f'date,place\n"{text}",A\n')
    assert facts(planned)[0].occurred == kyiv_day(2026, 3, 5)
    assert planned.notes == ("1 day without a zone was taken as a day in Kyiv.",)


def test_a_day_in_utc_where_that_is_the_zone() -> None:
    one = only("date,place\n2026-03-05,A\n", zone=UTC)
    assert one.occurred == Span(
        datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 5, 23, 59, 59, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-05T14:00+02:00", datetime(2026, 3, 5, 12, tzinfo=UTC)),
        ("051200Z MAR 26", datetime(2026, 3, 5, 12, tzinfo=UTC)),
        ("2026-03-05 14:00 Kyiv", datetime(2026, 3, 5, 12, tzinfo=UTC)),
        ("2026-03-05 12:00 UTC", datetime(2026, 3, 5, 12, tzinfo=UTC)),
    ],
)
def test_a_cell_that_names_its_zone_needs_no_other(cell: str, expected: datetime) -> None:
    assert only(f"date,place\n{cell},A\n").occurred == Span.at(expected)


def test_a_time_without_a_zone_is_refused() -> None:
    refused = refusal("date,time,place\n2026-03-05,14:00,A\n")
    assert (refused.field, "without a zone" in refused.reason) == ("occurred", True)


@pytest.mark.parametrize(
    ("heading", "value", "hour"),
    [("Time (UTC)", "14:00", 14), ("Time (Kyiv)", "2:00 pm", 12), ("time", "1400Z", 14)],
)
def test_a_zone_comes_from_the_heading_or_the_cell(heading: str, value: str, hour: int) -> None:
    if value == "1400Z":
        value = "14:00Z"
    one = only(f"date,{heading},place\n2026-03-05,{value},A\n")
    assert one.occurred == Span.at(datetime(2026, 3, 5, hour, tzinfo=UTC))


def test_a_zone_column() -> None:
    planned = read("date,time,zone,place\n2026-03-05,14:00,Europe/Kyiv,A\n2026-03-05,14:00,Nowhere,B\n")
    assert facts(planned)[0].occurred == Span.at(datetime(2026, 3, 5, 12, tzinfo=UTC))
    assert planned.rejected[0].field == "zone"


def test_an_hour_that_happens_twice_is_refused() -> None:
    assert "happens twice" in refusal("date,place\n2025-10-26 03:30,A\n", zone=KYIV).reason


def test_a_date_that_can_be_read_two_ways_is_refused_unless_the_file_or_a_person_decides() -> None:
    assert "which number is the month" in refusal("date,place\n05/03/2026,A\n").reason
    assert only("date,place\n05/03/2026,A\n", date_order="mdy").occurred == kyiv_day(2026, 5, 3)
    decided = read("date,place\n05/03/2026,A\n23/03/2026,B\n")
    assert [one.occurred for one in facts(decided)] == [kyiv_day(2026, 3, 5), kyiv_day(2026, 3, 23)]
    contradicting = read("date,place\n05/03/2026,A\n23/03/2026,B\n03/23/2026,C\n")
    assert [r.row for r in contradicting.rejected] == [2]


@pytest.mark.parametrize("cell", ["yesterday", "now", "-40m", "14:00", "231200Z", "soon", "2026-02-30"])
def test_a_time_that_hangs_on_the_moment_of_import_is_refused(cell: str) -> None:
    assert refusal(f"date,place\n{cell},A\n", zone=KYIV).field == "occurred"


def test_what_is_still_to_come_is_refused() -> None:
    assert "still to come" in refusal("date,place\n2027-03-05,A\n").reason


# --- what would be misread is refused, what is less exact is kept --------------------------------


def test_an_unknown_kind_is_refused_with_suggestions() -> None:
    refused = refusal("date,place,kind\n2026-03-05,A,mortr\n")
    assert refused.field == "kind"
    assert "Did you mean mortar" in refused.reason


@pytest.mark.parametrize(
    ("lat", "lon", "field"),
    [("91", "36", "latitude"), ("50", "181", "longitude"), ("50", "", "longitude"), ("x", "36", "latitude"),
     ("0", "0", "latitude"), ("NaN", "36", "latitude"), ("1e5", "36", "latitude")],
)  # fmt: skip
def test_a_bad_coordinate_is_named(lat: str, lon: str, field: str) -> None:
    assert refusal(f"date,place,lat,lon\n2026-03-05,A,{lat},{lon}\n").field == field


def test_no_place_at_all_is_not_known_and_counted() -> None:
    planned = read("date,place,source\n2026-03-05,N/K,Patrol\n")
    assert facts(planned)[0].place_unknown
    assert "1 row names no place: its place is not known." in planned.notes


def test_grades_sources_and_links() -> None:
    one = only("date,place,source,reliability,credibility,link\n2026-03-05,A,Patrol 4,B,2,file 7\n")
    assert [(s.name, str(s.grade), s.reference) for s in one.sources] == [("Patrol 4", "B2", "file 7")]
    assert refusal("date,place,grade\n2026-03-05,A,Z9\n").field == "grade"
    assert only("date,place,source\n2026-03-05,A,https://t.me/x/1\n").sources[0].name == "t.me/x"
    assert only("date,place\n2026-03-05,A\n").sources[0].name == "made-up.csv"


def test_a_report_time_is_an_instant_or_a_remark() -> None:
    one = only("date,place,reported\n2026-03-05,A,2026-03-06T10:00Z\n")
    assert one.reported == datetime(2026, 3, 6, 10, tzinfo=UTC)
    assert only("date,place,reported\n2026-03-05,A,2026-03-06\n").comment == "Reported: 2026-03-06"


# --- mappings ------------------------------------------------------------------------------------


def test_a_mapping_given_by_hand() -> None:
    text = "a;b;c\n2026-03-05;Vyhadane;mortar\n"
    with pytest.raises(DeskError, match="No column says when"):
        read(text)
    one = only(text, given=[("occurred", "a"), ("place", "B"), ("kind", "c")])
    assert (one.place, one.kind) == ("Vyhadane", "mortar")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([("when", "a")], "no field"),
        ([("place", "zz")], "no column"),
        ([("weapon", "a"), ("weapon", "b")], "one col"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(given: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(FieldError, match="(?i)" + message):
        read("date,a,b\n2026-03-05,x,y\n", given=given)


def test_a_field_can_be_unmapped() -> None:
    one = only("date,place,kind\n2026-03-05,A,what is this\n", given=[("kind", "")])
    assert one.kind == "not_known"


# --- rows that cannot be trusted -----------------------------------------------------------------


def test_bad_rows_never_spoil_the_good_ones() -> None:
    body = (
        b"id,date,place\n1,2026-03-05,A\n2,2026-03-05,B,too,many\n3,2026-03-05\n4,2026-03-05,C\x00\n"
        b'5,2026-03-05,D\xff\xd0\xb0\xd0\xb1\n\n,,\n6,2026-03-05,\x07\n7,2026-03-05,E\n8,2026-03-05,"F\n9,\n'
    )
    planned = plan(body, now=NOW, name="x.csv")
    assert [one.place for one in facts(planned)] == ["A", "E"]
    assert [(r.row, r.field) for r in planned.rejected] == [
        (3, "row"), (4, "row"), (5, "row"), (6, "row"), (9, "place"), (11, "row"),
    ]  # fmt: skip
    assert "NUL" in planned.rejected[2].reason
    assert "never closed" in planned.rejected[5].reason
    assert planned.rows == 8


def test_a_row_counts_as_in_a_spreadsheet_and_a_line_as_in_an_editor() -> None:
    refused = read('date,place\n2026-03-05,"A\nB\nC"\nsoon,D\n').rejected[0]
    assert (refused.row, refused.line) == (3, 5)


def test_a_cell_beyond_the_limit_rejects_its_row_only() -> None:
    planned = read(f"date,place\n2026-03-05,{'x' * (CELL_LIMIT + 1)}\n2026-03-05,A\n")
    assert [one.place for one in facts(planned)] == ["A"]
    assert "1,000,000 characters" in planned.rejected[0].reason


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as out:
        out.write(b"date,place\n")
        out.truncate(FILE_LIMIT + 1)
    with pytest.raises(DeskError, match="too large"):
        plan(path, now=NOW)


def test_a_file_of_endless_rows_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.table.ROW_LIMIT", 50)
    with pytest.raises(DeskError, match="too large; the limit is 50 rows"):
        read("date;place\n" + "x;y\n" * 60)
    assert len(read("date;place\n" + "x;y\n" * 50).rejected) == 50


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"PK\x03\x04rest", "workbook"), (b"%PDF-1.7", "PDF"), (b"\n\n \n", "no rows")],
)
def test_what_is_no_table_is_named(content: bytes, message: str) -> None:
    with pytest.raises(DeskError, match=message):
        plan(content, now=NOW)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no file"):
        plan(tmp_path / "none.csv", now=NOW)
    with pytest.raises(DeskError, match="cannot be read"):
        plan(tmp_path, now=NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    rows = [["date", "place", "description"], ["2026-03-05", "Куп'янськ", "Обстріл околиці міста"]]
    body = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    planned = plan(body, now=NOW)
    assert planned.delimiter == delimiter
    assert [one.place for one in facts(planned)] == ["Куп'янськ"]


def test_a_western_windows_file_is_not_read_as_cyrillic() -> None:
    planned = plan("date,place,source\n2026-03-05,Café,Zoë\n".encode("cp1252"), now=NOW)
    assert (planned.encoding, facts(planned)[0].place) == ("cp1252", "Café")


def test_an_encoding_can_be_said_and_must_exist() -> None:
    assert (
        plan("date,place\n2026-03-05,Ж\n".encode("koi8-u"), now=NOW, encoding="koi8-u").encoding == "koi8-u"
    )
    for name in ("no-such", "hex", "zip", "rot13"):
        with pytest.raises(DeskError, match="no encoding"):
            plan(b"date,place\n", now=NOW, encoding=name)


# --- into the desk -------------------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing_twice(desk: Desk) -> None:
    first = commit(desk, read(ACLED), "AB")
    assert (len(first.numbers), first.repeated) == (3, 0)
    again = commit(desk, read(ACLED), "CD")
    assert (again.numbers, again.repeated) == ((), 3)
    assert desk.incidents.count() == 3
    desk.close()
    assert verify(desk.path).holds


def test_a_row_without_a_number_is_recognised_by_its_cells(desk: Desk) -> None:
    text = "date,place\n2026-03-05,A\n2026-03-05,A\n"
    planned = read(text)
    assert (len(planned.accepted), planned.repeated) == (1, 1)
    commit(desk, planned, "AB")
    moved = "place,date\n A ,2026-03-05\n"
    assert commit(desk, read(moved), "AB").repeated == 1


def test_the_same_number_with_other_content_is_named(desk: Desk) -> None:
    text = "id,date,place\n7,2026-03-05,A\n7,2026-03-05,B\n7,2026-03-05,A\n"
    planned = read(text)
    assert (len(planned.accepted), planned.repeated) == (1, 1)
    assert [(r.row, r.id, r.field) for r in planned.rejected] == [(3, "7", "id")]
    commit(desk, planned, "AB")
    settled = settle(desk, read("id,date,place\n7,2026-03-06,A\n8,2026-03-06,C\n"))
    assert len(settled.accepted) == 1
    assert settled.rejected[0].reason == ("Already in the desk as CV-2026-000001, with other content: date.")


def test_strict_takes_all_or_nothing(desk: Desk) -> None:
    with pytest.raises(DeskError, match="1 row was rejected"):
        commit(desk, read(EYES), "AB", strict=True)
    assert desk.incidents.count() == 0
    assert len(commit(desk, read(EYES), "AB").numbers) == 2


def test_progress_is_told_and_can_end_the_import(desk: Desk) -> None:
    text = "date,place\n" + "".join(f"2026-03-05,A{n}\n" for n in range(1200))
    told: list[tuple[int, int]] = []
    planned = plan(text.encode(), now=NOW, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]

    class CancelledError(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        commit(desk, planned, "AB", progress=cancel)
    assert desk.incidents.count() == 0


# --- any bytes -----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(b",", b";", b"\t", b"\n", b"\r\n", b"\r", b'"', b"date", b"place", b"lat", b"lon", b"2026-03-05"),
        *(
            b"05/03/26",
            b"14:00",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\x00",
            b"\xd0\xb6",
            b"\xe6",
            b"=1+1",
            b"kind",
        ),
        *(b"mortar", b"-40m", b"9" * 400, b"sep=;", b"id", b"occurred_from", b"number", b"231200Z NOV 26"),
        *(
            b"\xed\xa0\x80",
            b"quantity",
            b"fingerprint",
            b"desk",
            b"occurred_to",
            b"place_unknown",
            b"occurred",
        ),
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(b"".join)))
@example(b"date\n\xef\xbf\xbf")
@example(b"\xff\xfed\x00a")
def test_any_bytes_give_a_plan_or_a_desk_error(content: bytes) -> None:
    try:
        planned = plan(content, now=NOW, zone=KYIV)
    except DeskError:
        return
    assert len(planned.accepted) + len(planned.rejected) + planned.repeated == planned.rows


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.tuples(*[CELLS] * 8), max_size=6))
def test_any_cells_give_a_plan(rows: list[tuple[str, ...]]) -> None:
    names = ("date", "time", "place", "lat", "lon", "kind", "source", "quantity")
    lines = [names, *(("2026-03-05", *row[1:]) for row in rows)]
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    planned = read(text + "\r\n", zone=KYIV)
    assert len(planned.accepted) + len(planned.rejected) + planned.repeated == planned.rows
    for one, origin in planned.accepted:
        assert one.checked(NOW) == one
        assert origin.original["date"] == "2026-03-05"
