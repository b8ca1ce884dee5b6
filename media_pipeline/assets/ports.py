"""What the newsroom adds to a picture. Filled in `AppConfig.ready()`.

- `changed`: called with a Picture, inside the transaction, when what readers see of it is different from now on:
  its text or rights, or files that have just been made.
"""

from collections.abc import Callable


class Port(list):
    def register(self, member: Callable) -> None:
        self.append(member)

    def __call__(self, *arguments) -> None:
        for member in self:
            member(*arguments)


changed = Port()
