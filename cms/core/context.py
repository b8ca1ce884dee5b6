def site_frame(request):
    return {}
