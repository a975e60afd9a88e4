"""The desk file: journal, views, search, import and export. No Qt, no PDF, no sockets."""
