"""Letters: chosen from the shelf, written from the record, laid out, sent and kept."""
