"""The roles of the gaps of an earlier plan, which may be from before gaps had any."""

from dataclasses import replace

from jarpub.project.plan.model import Plan


def with_roles_of(plan: Plan, today: Plan) -> Plan:
    """The plan, whose gaps without a role have that of the gap with their id in the plan of today."""
    taken = {gap.role for gap in plan.gaps}
    roles = {gap.id: gap.role for gap in today.gaps if gap.role not in taken}
    return replace(plan, gaps=tuple(replace(gap, role=gap.role or roles.get(gap.id)) for gap in plan.gaps))
