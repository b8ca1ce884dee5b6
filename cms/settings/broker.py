"""A broker that is away must not hold an editor's request: the row is written, the sweeper finds it."""

# kombu alone would try again for six seconds at each bell.
ASK_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
# Redis gives a message out again when nobody has acknowledged it for so long: longer than any film takes.
REDIS = {"socket_connect_timeout": 1, "socket_timeout": 2, "visibility_timeout": 12 * 3600, **ASK_ONCE}
