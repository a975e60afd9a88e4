"""Where places are, offline: a gazetteer of Ukraine and a belt around it; its sources are in SOURCES.md."""
