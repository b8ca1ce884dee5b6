"""Room for the frames of one request: docs/decisions/0015."""

SLOTS = 40_000


def room(get_response):
    """Outermost middleware: everything called below it finds its frames in one piece of memory.

    CPython 3.11 keeps Python frames in chunks of 2,048 slots (`Python/pystate.c`, `_PyThreadState_PushFrame`) and gives the
    newest back to the system as soon as it is empty. A function called in a loop just beyond the edge of one costs two system
    calls each time. A frame that asks for much gets a chunk to match, and its callees use what is left of it.
    """

    def respond(request):
        return get_response(request)

    respond.__code__ = respond.__code__.replace(co_stacksize=SLOTS)
    return respond
