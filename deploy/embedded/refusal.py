class Refusal(Exception):
    """Why the newsroom does not start: one sentence for the person at the keyboard."""
