"""Wagtail's actions on many accounts at once know no organization: they act on nobody.

They stay registered under their names, so that a forged request finds these and not Wagtail's.
"""

from wagtail.users.views import bulk_actions


class AssignRole(bulk_actions.AssignRoleBulkAction):
    def check_perm(self, obj):
        return False


class Delete(bulk_actions.DeleteBulkAction):
    def check_perm(self, obj):
        return False


class SetActiveState(bulk_actions.SetActiveStateBulkAction):
    def check_perm(self, obj):
        return False
