"""An encrypted desk: nobody reads it without its passphrase, and a wrong one is told from damage."""

from __future__ import annotations

import pickle
import unicodedata
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from domain.clock import ManualClock
from domain.errors import DeskError, FieldError
from domain.filter import Filter, Order
from domain.marking import Marking
from storage import driver, schema
from storage.backup import back_up, backups_of, copy_to, find_key, last_good
from storage.desk import Desk
from storage.desk_file import connect, migrate
from storage.heads import entries_with
from storage.keys import PAGE, Key, LockedError, WrongPassphraseError, check_passphrase, is_encrypted
from storage.ordering import write_order
from storage.recrypt import delete, left_behind, recrypt
from storage.salvage import salvage
from storage.vault import Vault
from storage.verify import verify
from tests.builders import AUTHOR, T0, facts
from tests.storage.desks import Analyst

PASSPHRASE = "seven storks over Orikhiv"
SECRET = "Zvirynets-7"
KEY = Key.new(PASSPHRASE)
"""Made once: a derivation takes a tenth of a second."""


def made(folder: Path, key: Key | None = KEY, name: str = "north.desk") -> Path:
    clock = ManualClock(T0)
    marking = Marking.of("TLP:AMBER", "", exercise=False)
    with Desk.create(
        folder / name, code="NTH", name="Northern desk", marking=marking, author=AUTHOR, clock=clock, key=key
    ) as desk:
        desk.incidents.log(facts(description=f"{SECRET} shelled", place=SECRET), author=AUTHOR)
        Analyst(desk, clock, Random(3)).work(40)
        incident = desk.incidents.page(desk.incidents.ids())[0]
        desk.evidence.add(
            incident.number, SECRET.encode() * 3000, name=f"{SECRET}.bin", received_by="OK", author=AUTHOR
        )
    return folder / name


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path)


def opened(path: Path, key: Key | None = KEY, *, readonly: bool = False) -> Desk:
    return Desk.open(path, clock=ManualClock(T0 + timedelta(days=300)), readonly=readonly, key=key)


def in_clear(folder: Path) -> list[str]:
    """Every file below a folder that holds the secret in some form."""
    forms = [form for encoding in ("utf-8", "utf-16-le") for form in (SECRET.encode(encoding),)]
    forms += [SECRET.casefold().encode(), PASSPHRASE.encode(), KEY.literal[2:66].encode()]
    files = (each for each in folder.rglob("*") if each.is_file())
    return [str(each) for each in files if any(form in each.read_bytes() for form in forms)]


# --- opening -------------------------------------------------------------------------------------


def test_the_passphrase_opens_it_and_nothing_else_does(path: Path) -> None:
    before = path.read_bytes()
    with opened(path, Key.of(path, PASSPHRASE)) as desk:
        assert desk.readonly == ""
        assert desk.key is not None
        assert desk.info.code == "NTH"
    with pytest.raises(LockedError, match="is encrypted"):
        opened(path, None)
    for wrong in ("seven storks over orikhiv", "", "x" * 500):
        with pytest.raises(WrongPassphraseError, match="not the passphrase") as caught:
            opened(path, Key.of(path, wrong))
        assert "damaged" not in str(caught.value)
    with pytest.raises(LockedError):
        opened(path, Key.new(PASSPHRASE))
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["north.desk"]


def test_a_wrong_passphrase_writes_nothing_on_stderr(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongPassphraseError):
        opened(path, Key.of(path, "not this one at all"))
    assert capfd.readouterr() == ("", "")


def test_another_program_that_knows_the_format_opens_it_with_the_passphrase(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    settings = {row[0] for row in connection.execute("PRAGMA cipher_settings")}
    assert "PRAGMA kdf_iter = 256000;" in settings
    assert "PRAGMA kdf_algorithm = PBKDF2_HMAC_SHA512;" in {
        setting.replace("cipher_kdf", "kdf") for setting in settings
    }
    assert connection.execute("SELECT code FROM desk").fetchone() == ("NTH",)
    connection.close()


def test_letters_typed_on_another_system_are_the_same_letters(tmp_path: Path) -> None:
    text = "сім лелек над Їжакове é"
    key = Key.new(unicodedata.normalize("NFC", text))
    path = made(tmp_path, key)
    assert Key.of(path, unicodedata.normalize("NFD", text)) == key


@pytest.mark.parametrize("offset", [40, 68, 1000, PAGE - 20])
def test_a_damaged_first_page_is_not_called_a_wrong_passphrase(path: Path, offset: int) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[offset] ^= 0x10
    path.write_bytes(damaged)
    with pytest.raises(DeskError, match="cannot be opened") as caught:
        opened(path)
    assert "The passphrase is right" in caught.value.message
    with pytest.raises(WrongPassphraseError):
        opened(path, Key.of(path, "something else here"))


@pytest.mark.parametrize("count", [16, 512])
def test_a_damaged_salt_is_told_from_a_wrong_passphrase_by_a_backup(path: Path, count: int) -> None:
    backup = back_up(path, path.parent, now=T0, key=KEY)
    damaged = bytearray(path.read_bytes())
    damaged[:count] = bytes(byte ^ 0x55 for byte in damaged[:count])
    path.write_bytes(damaged)
    with pytest.raises(WrongPassphraseError):
        find_key(path, "something else here", [path.parent])
    with pytest.raises(WrongPassphraseError):
        find_key(path, PASSPHRASE, [])
    key = find_key(path, PASSPHRASE, [path.parent])
    assert key == KEY
    good = last_good(path, [path.parent], key=key)
    assert good is not None
    assert good[0].path == backup.path
    if count == 16:  # nothing but the salt: the next write brings it back
        with opened(path, key) as desk:
            desk.incidents.log(facts(), author=AUTHOR)
        assert verify(path, key=Key.of(path, PASSPHRASE)).holds
    else:
        with pytest.raises(DeskError, match="cannot be opened"):
            opened(path, key)


def test_damage_further_in_opens_it_to_be_read(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    for page in range(6, len(damaged) // PAGE):
        damaged[page * PAGE + 99] ^= 1
    path.write_bytes(damaged)
    assert is_encrypted(path)
    try:
        with opened(path) as desk:
            assert desk.readonly
            assert desk.damaged
    except DeskError as error:
        assert not isinstance(error, LockedError | WrongPassphraseError)  # noqa: PT017
    assert not verify(path, key=KEY).holds


def test_a_plain_desk_needs_no_key_and_takes_no_notice_of_one(tmp_path: Path) -> None:
    path = made(tmp_path, None)
    assert not is_encrypted(path)
    with opened(path) as desk:
        assert desk.key is None
    assert verify(path, key=KEY).holds


@pytest.mark.parametrize("content", [b"", b"a", b"text\n" * 5000, bytes(40_000), b"SQLite format 3\0" * 999])
def test_what_is_no_desk_is_not_taken_for_an_encrypted_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.desk"
    path.write_bytes(content)
    with pytest.raises(DeskError, match="is not a desk file"):
        opened(path)


def test_a_read_only_second_window(path: Path) -> None:
    with opened(path) as writer, opened(path) as reader:
        assert "Another program" in reader.readonly
        number = writer.incidents.log(facts(), author=AUTHOR).number
        assert number in {each.number for each in reader.incidents.page(reader.incidents.ids())}


# --- what it is made of --------------------------------------------------------------------------


def test_a_key_shows_nothing_of_itself() -> None:
    assert repr(KEY) == str(KEY) == "Key(…)"
    assert PASSPHRASE.encode() not in pickle.dumps(KEY)


@given(st.text(max_size=11))
def test_a_short_passphrase_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="At least 12"):
        check_passphrase(text)


@pytest.mark.parametrize("text", ["a" * 40, "abababababababab", "x" * 1001])
def test_a_poor_or_endless_passphrase_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        Key.new(text)


@pytest.mark.parametrize("text", [PASSPHRASE, "сім лелек над полем", "1a2b3c4d5e6f", "'; DROP TABLE x; --"])
def test_a_good_one_is_taken_whatever_letters_it_has(tmp_path: Path, text: str) -> None:
    path = made(tmp_path, Key.new(text))
    opened(path, Key.of(path, text)).close()


# --- nothing in clear ----------------------------------------------------------------------------


def test_no_byte_of_it_stands_in_clear_while_it_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = path.parent
    temporary = folder / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    with opened(path) as desk:
        desk.incidents.log(facts(description=f"again {SECRET}"), author=AUTHOR)
        order = write_order(path, Filter(), Order.PLACE, False, Event(), KEY)
        assert order is not None
        assert in_clear(folder) == []
        order.close()
        backup = back_up(path, folder, now=T0, key=KEY)
        assert verify(backup.path, key=KEY).holds
        assert in_clear(folder) == []
    salvaged = salvage(path, folder / "salvaged.desk", author=AUTHOR, clock=ManualClock(T0), key=KEY)
    assert not salvaged.lost
    restored = copy_to(backup.path, folder / "restored.desk", key=KEY)
    for each in (path, salvaged.path, restored.path, backup.path):
        assert is_encrypted(each)
        opened(each, Key.of(each, PASSPHRASE)).close()
    assert in_clear(folder) == []


def test_a_change_of_format_copies_it_encrypted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = schema.version()
    monkeypatch.setattr(schema, "version", lambda: found + 1)
    connection = connect(path, readonly=False, key=KEY)
    try:
        migrate(path, connection, new=False, key=KEY)
    finally:
        connection.close()
    copy = path.with_name(f"north.format-{found}.desk")
    assert is_encrypted(copy)
    monkeypatch.undo()
    assert verify(copy, key=KEY).holds
    assert in_clear(path.parent) == []


def test_heads_and_backups_are_found_with_the_key(path: Path) -> None:
    backup = back_up(path, path.parent, now=T0, key=KEY)
    assert [each.path for each in backups_of(path, [path.parent], KEY)] == [backup.path]
    assert [each.path for each in backups_of(path, [path.parent])] == [backup.path]
    good = last_good(path, [path.parent], key=KEY)
    assert good is not None
    assert good[1].head == backup.head
    found = verify(path, key=KEY)
    assert [seen.seq for seen in entries_with(path, found.head, found, KEY)] == [found.entries]


# --- under another passphrase --------------------------------------------------------------------


def test_a_plain_desk_is_moved_under_a_passphrase_changed_and_moved_back(tmp_path: Path) -> None:
    plain = made(tmp_path, None)
    untouched, before = plain.read_bytes(), verify(plain)
    first = recrypt(plain, tmp_path / "one.desk", key=None, new=KEY)
    other = Key.new("another few words")
    second = recrypt(first.path, tmp_path / "two.desk", key=KEY, new=other)
    third = recrypt(second.path, tmp_path / "three.desk", key=other, new=None)
    assert plain.read_bytes() == untouched
    assert {(each.entries, each.head) for each in (first, second, third)} == {(before.entries, before.head)}
    assert [is_encrypted(each.path) for each in (first, second, third)] == [True, True, False]
    with pytest.raises(LockedError):
        opened(second.path, KEY)
    with opened(second.path, Key.of(second.path, "another few words")) as desk:
        assert desk.readonly == ""
        desk.incidents.log(facts(), author=AUTHOR)
    assert verify(third.path).holds
    for each in (plain, third.path):
        each.unlink()
    assert in_clear(tmp_path) == []


def test_moving_never_writes_over_a_file_and_leaves_nothing_half(tmp_path: Path) -> None:
    plain = made(tmp_path, None)
    (tmp_path / "there.desk").write_bytes(b"mine")
    with pytest.raises(DeskError, match="there already"):
        recrypt(plain, tmp_path / "there.desk", key=None, new=KEY)
    assert (tmp_path / "there.desk").read_bytes() == b"mine"

    def stop(share: float) -> None:
        if share > 0.3:
            raise driver.StoppedError("interrupted")

    with pytest.raises(driver.StoppedError):
        recrypt(plain, tmp_path / "new.desk", key=None, new=KEY, progress=stop)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["north.desk", "there.desk"]


def test_a_desk_that_does_not_hold_is_not_moved(tmp_path: Path) -> None:
    plain = made(tmp_path, None)
    connection = driver.connect(plain)
    connection.execute("UPDATE incident SET place = 'elsewhere' WHERE id = 1")
    connection.close()
    with pytest.raises(DeskError, match="does not hold"):
        recrypt(plain, tmp_path / "new.desk", key=None, new=KEY)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["north.desk"]


def test_moving_while_another_program_writes_takes_one_instant(tmp_path: Path) -> None:
    plain = made(tmp_path, None)
    with opened(plain, None) as desk:
        count = desk.journal.head()[0]
        desk.incidents.log(facts(), author=AUTHOR)
        assert recrypt(plain, tmp_path / "new.desk", key=None, new=KEY).entries == count + 1
        desk.incidents.log(facts(), author=AUTHOR)


def test_what_the_old_desk_leaves_is_named_and_deleted_only_when_asked(tmp_path: Path) -> None:
    plain = made(tmp_path, None)
    backup = back_up(plain, tmp_path, now=T0)
    copy = tmp_path / "north.format-1.desk"
    copy.write_bytes(b"old")
    recrypt(plain, tmp_path / "new.desk", key=None, new=KEY)
    left = left_behind(plain, [tmp_path], None)
    assert left == [plain, copy, backup.path]
    assert all(each.exists() for each in left)
    assert delete([*left, tmp_path / "gone.desk"]) == [tmp_path / "gone.desk"]
    assert not any(each.exists() for each in left)


# --- beside it -----------------------------------------------------------------------------------


def test_a_vault_keeps_texts_and_shows_none(tmp_path: Path) -> None:
    where = tmp_path / "drafts" / "x.vault"
    vault = Vault(where, KEY)
    vault.keep("draft/1", SECRET)
    vault.keep("draft/1", f"{SECRET} and \0 more \ud800".encode("utf-8", "replace").decode())
    vault.keep("views", "[]")
    assert vault.names("draft/") == ["draft/1"]
    assert in_clear(tmp_path) == []
    vault.close()
    again = Vault(where, KEY)
    assert SECRET in again.text("draft/1")
    again.drop("draft/1")
    assert again.text("draft/1") == ""
    again.close()
    other = Key.new("another few words")
    foreign = Vault(where, other)
    assert foreign.names("") == []
    foreign.close()
    assert len([each for each in where.parent.iterdir() if each.name.startswith("x.vault.")]) == 1


@pytest.mark.parametrize("damage", [b"", b"no vault at all" * 900, None])
def test_a_damaged_vault_is_put_aside_and_keeps_nobody_out(tmp_path: Path, damage: bytes | None) -> None:
    where = tmp_path / "x.vault"
    vault = Vault(where, KEY)
    vault.keep("draft/1", SECRET * 3_000)
    vault.close()
    if damage is None:
        content = bytearray(where.read_bytes())
        content[PAGE + 7] ^= 1
        content[300] ^= 1
        where.write_bytes(content)
    else:
        where.write_bytes(damage)
    again = Vault(where, KEY)
    assert again.names("draft/") == []
    again.keep("draft/1", "new")
    assert again.text("draft/1") == "new"
    again.close()
    assert (tmp_path / "x.vault.damaged").exists() is (damage != b"")
    assert in_clear(tmp_path) == []
