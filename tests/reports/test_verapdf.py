"""veraPDF's own verdict on every product in both languages; skipped where it cannot be run."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.words import language
from tests.reports.test_structure import PRODUCTS
from tools.verapdf import FLAVOURS, lacking, verdicts


@pytest.mark.slow
@pytest.mark.skipif(bool(lacking()), reason=lacking())
def test_every_product_is_pdf_ua_1_and_pdf_a_2a(tmp_path: Path) -> None:
    files = []
    for tongue in ("en", "uk"):
        for at, (name, make) in enumerate(PRODUCTS.items()):
            with language(tongue):
                (
                    file := tmp_path / f"{at}-{name.replace(', ', '-').replace(' ', '-')}-{tongue}.pdf"
                ).write_bytes(make())
            files.append(file)
    found = list(verdicts(files))
    assert [line for line in found if not line.startswith("PASS")] == []
    assert len(found) == len(FLAVOURS) * len(files)
