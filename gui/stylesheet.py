"""The style sheet, written from the tokens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.theme import Tokens

ASSETS = Path(__file__).parent / "assets"


def stylesheet(t: Tokens) -> str:
    """Qt style sheet for one colour scheme."""
    check = (ASSETS / f"check-{'dark' if t.dark else 'light'}.svg").as_posix()
    return f"""
* {{ outline: none; }}
QMainWindow, QDialog, #page {{ background: {t.canvas}; }}
QToolTip {{ background: {t.raised}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px 8px; }}
QMenuBar {{ background: {t.raised}; color: {t.ink}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.selection}; }}
QMenu {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px 0; }}
QMenu::item {{ padding: 6px 28px 6px 20px; }}
QMenu::item:selected {{ background: {t.selection}; color: {t.ink}; }}
QMenu::item:disabled {{ color: {t.ink_soft}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 0; }}

QLabel {{ background: transparent; }}
QLabel[role="soft"] {{ color: {t.ink_soft}; }}
QLabel[role="small"] {{ color: {t.ink_soft}; font-size: 11px; }}
QLabel[role="section"] {{ color: {t.ink_soft}; font-size: 11px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: 15px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: 20px; font-weight: 600; }}
QLabel[role="error"] {{ color: {t.passed.ink}; font-size: 11px; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="callout"] {{ background: {t.due_soon.fill}; color: {t.due_soon.ink}; border-radius: 6px; padding: 8px 12px; }}
QLabel[role="warning"] {{ background: {t.passed.fill}; color: {t.passed.ink}; border-radius: 6px; padding: 8px 12px; }}

QPushButton {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; border-radius: 6px; padding: 5px 14px;
    min-height: 18px;
}}
QPushButton:hover {{ background: {t.raised}; border-color: {t.ink_soft}; }}
QPushButton:pressed {{ background: {t.selection}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 4px 13px; }}
QPushButton:disabled {{ color: {t.ink_soft}; background: {t.canvas}; }}
QPushButton[role="primary"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.ink_soft}; }}
QPushButton[role="flat"] {{ background: transparent; border: 1px solid transparent; padding: 3px 8px; }}
QWidget#page QPushButton[role="flat"] {{ min-height: 22px; }}
QPushButton[role="flat"]:hover {{ background: {t.selection}; }}
QPushButton[role="flat"]:focus {{ border: 2px solid {t.accent}; padding: 2px 7px; }}
QPushButton[role="switch"] {{ border-radius: 0; padding: 5px 12px; }}
QPushButton[role="switch"]:checked {{ background: {t.selection}; color: {t.accent}; font-weight: 600; }}

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; border-radius: 6px; padding: 3px 8px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QLineEdit, QComboBox, QSpinBox {{ min-height: 20px; }}
QPlainTextEdit {{ padding: 2px 5px; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {t.accent}; padding: 2px 7px; }}
QPlainTextEdit:focus {{ padding: 1px 4px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{ border: 2px solid {t.passed.ink}; padding: 2px 7px; }}
QPlainTextEdit[wrong="true"] {{ padding: 1px 4px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {t.ink_soft}; background: {t.canvas}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox QAbstractItemView, QListView {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.line};
    selection-background-color: {t.selection}; selection-color: {t.ink};
}}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 2px 0; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.ink_soft}; border-radius: 3px; background: {t.surface}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{check}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}

QTableView {{
    background: {t.surface}; color: {t.ink}; border: none; gridline-color: transparent;
    selection-background-color: {t.selection}; selection-color: {t.ink};
}}
QTableView::item {{ border-bottom: 1px solid {t.line}; padding: 0 8px; }}
QTableView::item:selected {{ background: {t.selection}; color: {t.ink}; }}
QTableView::item:focus {{ border-left: 2px solid {t.accent}; }}
QHeaderView {{ background: {t.raised}; }}
QHeaderView::section {{
    background: {t.raised}; color: {t.ink_soft}; border: none; border-bottom: 1px solid {t.line};
    padding: 6px 8px 6px 11px; font-size: 11px; font-weight: 600;
}}
QTableCornerButton::section {{ background: {t.raised}; border: none; }}

QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.ink_soft}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none; width: 0; height: 0; }}
#proposals {{ background: {t.surface}; border: 1px solid {t.ink_soft}; }}
#cards {{ background: transparent; border: none; }}
#cards::item, #cards::item:selected {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:horizontal {{ width: 1px; }}

#rail {{ background: {t.raised}; border-right: 1px solid {t.line}; }}
#rail QToolButton {{
    background: transparent; border: none; border-left: 3px solid transparent; color: {t.ink_soft}; font-size: 11px; padding: 6px 0;
}}
#rail QToolButton:hover {{ background: {t.selection}; }}
#rail QToolButton:focus {{ background: {t.selection}; color: {t.ink}; }}
#rail QToolButton:checked {{ border-left: 3px solid {t.accent}; color: {t.accent}; font-weight: 600; }}
#header {{ background: {t.raised}; border-bottom: 1px solid {t.line}; }}
#alarm {{ background: {t.passed.fill}; border-bottom: 1px solid {t.passed.ink}; }}
#alarm QLabel {{ color: {t.passed.ink}; }}
#status {{ background: {t.raised}; border-top: 1px solid {t.line}; }}
#status QLabel, #status QPushButton {{ color: {t.ink_soft}; font-size: 11px; }}
#status QLabel[role="alert"], #status QPushButton[role="alert"] {{ color: {t.passed.ink}; font-weight: 600; }}
#status QPushButton[role="alert"] {{ background: transparent; border: 1px solid transparent; padding: 3px 8px; }}
#status QPushButton[role="alert"]:focus {{ border: 2px solid {t.accent}; padding: 2px 7px; }}
#panel, #filter {{ background: {t.surface}; }}
#filter {{ background: {t.canvas}; border-bottom: 1px solid {t.line}; }}
#panel {{ border-left: 1px solid {t.line}; }}
#sheet {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
#card {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 6px; }}
#foot {{ background: {t.raised}; border-top: 1px solid {t.line}; }}
#fold {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px; font-weight: 600; }}
#fold:hover {{ background: {t.selection}; }}
#fold:focus {{ border: 2px solid {t.accent}; padding: 3px 7px; }}
QPdfView {{ background: {t.canvas}; border: none; }}
"""
