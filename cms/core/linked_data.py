"""What machines are told about a page, in the words of https://schema.org (JSON-LD)."""

from cms.core.frame import Frame


def graph(*nodes: dict) -> dict:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def reference(frame: Frame) -> dict:
    """The newsroom, told once on a page and pointed at from elsewhere on it."""
    return {"@id": f"{frame.home_url}#toa-soan"}


def publisher(frame: Frame) -> dict:
    return {
        "@type": "NewsMediaOrganization",
        **reference(frame),
        "name": frame.brand.name,
        "url": frame.home_url,
        "parentOrganization": {"@type": "Organization", "name": frame.organization.name},
    }


def breadcrumbs(frame: Frame, links, title: str = "") -> dict:
    trail = [(frame.brand.name, frame.home_url), *((link.title, f"{frame.root_url}{link.url}") for link in links)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(trail, start=1)
    ]
    if title:
        items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    return {"@type": "BreadcrumbList", "itemListElement": items}


def front_page(frame: Frame) -> dict:
    search = {
        "@type": "SearchAction",
        "target": f"{frame.home_url}tim-kiem/?q={{search_term_string}}",
        "query-input": "required name=search_term_string",
    }
    site = {"@type": "WebSite", "name": frame.brand.name, "url": frame.home_url, "potentialAction": search}
    return graph(site, publisher(frame))
