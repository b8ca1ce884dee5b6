from cms.celery import app as celery_app

# Whoever imports the site rings this application's bells: without it Celery would look for a broker of its own.
__all__ = ["celery_app"]
