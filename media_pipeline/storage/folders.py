"""Sending a folder: a player that finds a playlist must find everything in it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import groupby
from pathlib import Path


def send(
    folder: Path,
    put: Callable[[str, Path], None],
    threads: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: (_turn(path), path))
    sizes = {path: path.stat().st_size for path in paths}
    total, done = sum(sizes.values()), 0
    with ThreadPoolExecutor(threads) as pool:
        for _, turn in groupby(paths, key=_turn):
            sending = {pool.submit(put, path.relative_to(folder).as_posix(), path): path for path in turn}
            try:
                for sent in as_completed(sending):
                    sent.result()
                    done += sizes[sending[sent]]
                    if progress:
                        progress(done, total)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    return paths


def _turn(path: Path) -> int:
    return 2 if path.name == "master.m3u8" else 1 if path.suffix == ".m3u8" else 0
