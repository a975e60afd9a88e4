"""Kills at random instants and flipped bytes: a few in every test run, thousands by `make torture`."""
