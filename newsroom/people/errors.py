class AdministratorExists(Exception):
    """A first administrator was asked for, and there is one already."""
