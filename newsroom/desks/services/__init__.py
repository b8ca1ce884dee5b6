"""Import the services of desks from here."""

from newsroom.desks.services.chains import attach_default_chain
from newsroom.desks.services.groups import make_role_groups, rename_role_groups
from newsroom.desks.services.roles import administered_by, assign_roles, is_last_administrator, roles_within
from newsroom.desks.services.structure import settle

__all__ = [
    "administered_by", "assign_roles", "attach_default_chain", "is_last_administrator", "make_role_groups",
    "rename_role_groups", "roles_within", "settle",
]  # fmt: skip
