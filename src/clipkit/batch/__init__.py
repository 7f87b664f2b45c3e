"""Many clips: find the scripts, make each in a process of its own, tell how it went."""

from clipkit.batch.finding import Job as Job
from clipkit.batch.finding import jobs as jobs
from clipkit.batch.local import run as run
from clipkit.batch.local import side_by_side as side_by_side
from clipkit.batch.report import Outcome as Outcome
from clipkit.batch.report import Report as Report
from clipkit.batch.running import At as At
