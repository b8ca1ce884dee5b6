from media_pipeline.assets.models import Picture


def pictures_in(body) -> list[Picture]:
    """Every picture that the blocks of a body show."""
    found = []
    for block in body:
        if block.block_type == "picture":
            found.append(block.value["image"])
        elif block.block_type == "gallery":
            found += [item["image"] for item in block.value["pictures"]]
    return [picture for picture in found if picture]
