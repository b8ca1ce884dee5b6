STEP = 40
LENGTH = 80


def free_slug(base: str, siblings) -> str:
    """`base`, or the first of `base-2`, `base-3`… that no sibling has.

    Asks for exact names: an index answers, however full the desk is.
    """
    for start in range(1, 10_000, STEP):
        names = [_numbered(base, number) for number in range(start, start + STEP)]
        taken = set(siblings.filter(slug__in=names).values_list("slug", flat=True))
        if free := next((name for name in names if name not in taken), None):
            return free
    raise RuntimeError(f"Ten thousand stories are called {base}")


def _numbered(base: str, number: int) -> str:
    suffix = f"-{number}" if number > 1 else ""
    return base[: LENGTH - len(suffix)].rstrip("-") + suffix
