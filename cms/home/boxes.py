from dataclasses import dataclass, field

from cms.sections.cards import Card


@dataclass(slots=True)
class Box:
    """One section on the front page: first the stories' numbers, then their cards.

    `shape` names the arrangement in the style sheet: polit, econ, mosaic are large, the rest are columns.
    """

    title: str
    url: str
    stories: list[int]
    shape: str = "column"
    cards: list[Card] = field(default_factory=list)

    @property
    def rest(self) -> list[Card]:
        return self.cards[1:]

    def take(self, known: dict[int, Card]) -> None:
        """A story with a picture comes first wherever the first has room for one."""
        self.cards = [known[story] for story in self.stories if story in known]
        if self.shape != "polit":
            self.cards.sort(key=lambda card: card.picture is None)
