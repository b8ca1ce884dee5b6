import kombu.pools
import pytest
from celery import current_app


@pytest.fixture
def broker():
    """`broker(url, options)`: bells are rung there, and nobody works."""
    before = {name: current_app.conf[name] for name in ("task_always_eager", "broker_url", "broker_transport_options")}

    def ring_at(url: str, options: dict) -> None:
        current_app.conf.update(task_always_eager=False, broker_url=url, broker_transport_options=options)
        forget_connections()

    yield ring_at
    current_app.conf.update(before)
    forget_connections()


def forget_connections() -> None:
    kombu.pools.reset()
    current_app._pool = None
    current_app.amqp._producer_pool = None


@pytest.fixture
def no_worker(broker):
    broker("memory://", {})
