"""The hash chain of a newsroom's snapshots, checked without the product's own code."""

import hashlib

from newsroom.stories.models import Snapshot


def chain_holds(organization) -> bool:
    """Numbers without a gap, each digest over the one before it and its own content."""
    previous = ""
    for number, row in enumerate(Snapshot.objects.filter(organization=organization).order_by("number"), 1):
        digest = hashlib.sha256(f"{previous}\n{row.content}".encode()).hexdigest()
        if (row.number, row.previous_digest, row.digest) != (number, previous, digest):
            return False
        previous = digest
    return True
