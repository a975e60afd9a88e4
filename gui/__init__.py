"""The window: pages, forms, models, the ticking. The only package that knows Qt."""
