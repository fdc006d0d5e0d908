"""What schemathesis does not send, see test_fuzzing.py."""

from urllib.parse import urlencode

import schemathesis

# libmicrohttpd has 16 KiB for the head of a request; what does not fit gets its own page of HTML (test_library_pages.py).
LONGEST_QUERY = 12_000


@schemathesis.hook
def filter_case(context, case):
    """Keeps the requests whose head the library can hold."""
    return len(urlencode(case.query or {}, doseq=True)) <= LONGEST_QUERY
