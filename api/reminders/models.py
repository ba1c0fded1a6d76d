"""The worker's own rows."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Model
from api.reminders.rules import Duty


class WorkerBeat(Model):
    """When a duty of the worker was last done, by whichever worker."""

    __tablename__ = "worker_beats"

    duty: Mapped[Duty] = mapped_column(unique=True)
    beat_at: Mapped[datetime]
