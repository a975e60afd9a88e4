"""The map as values: projection, view, clusters, labels. Painted twice: on screen, on paper."""
