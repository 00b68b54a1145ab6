"""Reading strangers' files in processes of their own, so that none can stop, slow or exhaust the one that asks."""

from factcheck.documents.pool.children import Limits, Pool, Task
from factcheck.documents.pool.shared import close, extract_apart, extract_at_length, read_rows_apart, run_apart

__all__ = ["Limits", "Pool", "Task", "close", "extract_apart", "extract_at_length", "read_rows_apart", "run_apart"]
