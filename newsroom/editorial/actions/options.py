from newsroom.editorial.actions.verbs import VERBS
from newsroom.editorial.errors import NotYours, WrongMoment
from newsroom.editorial.queries import Option
from newsroom.stories.errors import Refused


def options(story, user, now) -> dict[str, Option]:
    """The verbs the editor offers this person for this story now.

    What the person may never do here, or what makes no sense where the story stands, is left out; what is only not
    allowed at this moment is shown off, with the reason.
    """
    offered = {}
    for name, verb in VERBS.items():
        try:
            verb(story=story, user=user, now=now).check()
        except (NotYours, WrongMoment):
            continue
        except Refused as refusal:
            offered[name] = Option(name, str(verb.label), str(refusal))
        else:
            offered[name] = Option(name, str(verb.label), None)
    return offered
