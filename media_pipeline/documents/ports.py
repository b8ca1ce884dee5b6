"""What the newsroom adds: `text_read` is called with a document, inside the transaction, when its words were read or refused."""

from media_pipeline.assets.ports import Port

text_read = Port()
