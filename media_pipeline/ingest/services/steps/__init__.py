"""What each step does: `STEPS[kind](work)` makes its files; what it returns is called in the transaction that marks it done."""

from media_pipeline.assets.models import StepKind
from media_pipeline.ingest.services.steps.air import broadcast
from media_pipeline.ingest.services.steps.captioning import add_captions
from media_pipeline.ingest.services.steps.encoding import transcode, transcode_first
from media_pipeline.ingest.services.steps.finishing import package, publish, upload, verify
from media_pipeline.ingest.services.steps.looking import fetch_probe, validate
from media_pipeline.ingest.services.steps.sound import analyse
from media_pipeline.ingest.services.steps.stills import make_still

STEPS = {
    StepKind.FETCH_PROBE: fetch_probe,
    StepKind.VALIDATE: validate,
    StepKind.POSTER: make_still,
    StepKind.ANALYSE: analyse,
    StepKind.TRANSCODE_FIRST: transcode_first,
    StepKind.TRANSCODE: transcode,
    StepKind.PACKAGE: package,
    StepKind.CAPTIONS: add_captions,
    StepKind.BROADCAST: broadcast,
    StepKind.VERIFY: verify,
    StepKind.UPLOAD: upload,
    StepKind.PUBLISH: publish,
}
