"""Script + Facts + Words to a Timeline, pure: no file, no font, no voice, no clock.

look, problems = look(script, brand, template, profile, styles, overrides)
timeline = planned(script, said, facts, look, measure)
"""

from clipkit.planning.look import Look as Look
from clipkit.planning.look import look as look
from clipkit.planning.measuring import Measure as Measure
from clipkit.planning.plan import planned as planned
