"""How everything around a story becomes findable, one file a kind."""

from newsroom.stories.search_kinds import document, media, picture, story, subjects

KINDS = (story.KIND, picture.KIND, media.KIND, document.KIND, *subjects.KINDS)
