"""The words of the protocol that ships with the program, named here so that they can be translated.

A protocol is data and keeps its own wording; what it says is looked up like any other word. A test holds
this list against the file.
"""

from __future__ import annotations

from domain.words import N_

WORDS = (
    N_("24/72 plan"),
    N_("as reported in the press in February 2026; not an official text"),
    N_("Warning and halt"),
    N_("a violation"),
    N_("Ukraine; a diplomatic warning by the partners"),
    N_("diplomatic warning"),
    N_("action by the Ukrainian army to halt the infraction"),
    N_("Coalition forces"),
    N_("hostilities continue after phase 1"),
    N_("Have hostilities continued?"),
    N_("hostilities assessed as continuing"),
    N_("hostilities assessed as halted"),
    N_("Coalition of the willing: many EU members, the United Kingdom, Norway, Iceland, Türkiye"),
    N_("involvement of coalition forces"),
    N_("Co-ordinated response"),
    N_("the violation escalates into a broader attack"),
    N_("Has it escalated into a broader attack?"),
    N_("assessed as a broader attack"),
    N_("assessed as no broader attack"),
    N_("A Western-backed force and the US military"),
    N_("co-ordinated military response"),
)
