"""What the newsroom adds to pictures, sound and film. Filled in `AppConfig.ready()`.

- `changed`: called with a Picture or an Asset, inside the transaction, when what readers see of it is different from
  now on: its text or rights, or files that have just been made.
- `rights_ended`: called with a Picture or an Asset, inside the transaction, once, when the last day of its rights is over.
- `kept_runs`: called with run numbers; answers those that lưu chiểu refers to, whose files are never deleted.
"""

from collections.abc import Callable, Iterable


class Port(list):
    def register(self, member: Callable) -> None:
        self.append(member)

    def __call__(self, *arguments) -> list:
        return [member(*arguments) for member in self]


changed, rights_ended, kept_runs = Port(), Port(), Port()


def kept(runs: Iterable[int]) -> set[int]:
    runs = set(runs)
    return set().union(*kept_runs(runs)) if runs else set()
